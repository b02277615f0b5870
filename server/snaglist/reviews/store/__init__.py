"""Where the reviews of a server are kept."""
