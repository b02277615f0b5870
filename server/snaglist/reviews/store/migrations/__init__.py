"""From one form of the tables to the next; each step is a file in versions."""
