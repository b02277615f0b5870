"""Reports of a review, made from its record alone: to read, to print, to sort, to link."""
