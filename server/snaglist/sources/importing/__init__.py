"""Bringing a transcript in: any usual file becomes an interview's folder, word for word."""
