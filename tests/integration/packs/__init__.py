"""A second content pack, of another council."""
