"""From the sources to a snapshot: read, reason, check, write."""
