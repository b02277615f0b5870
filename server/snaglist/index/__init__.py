"""Full-text search over issues, strategies, quotes and turns, behind one narrow interface."""
