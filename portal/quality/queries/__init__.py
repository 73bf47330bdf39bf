"""Checks of a whole content pack."""
