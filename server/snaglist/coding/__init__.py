"""Coding interviews: files of coders, the codebook, promotion to quotes, REFI-QDA."""
