"""Snaglist: what went wrong in machine-learning systems, on the word of those who were there."""
