"""The data as it is published: its files, and their description (VoID, DCAT, SPARQL service)."""
