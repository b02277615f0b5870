"""Profiles from documents that teams have: what they say plainly is filled in, and no more."""
