"""Reports of a review, made from its record alone; ``render`` is where they are asked for."""
