"""How rows of a feed become listings, or why they do not."""
