"""Measures of how interviews were coded: agreement of coders, saturation, co-occurrence."""
