"""Design reviews: the record of one, what may be done with it, and where it is kept."""
