"""Keeping interviews: finding what tells who somebody is, and changing what is here."""
