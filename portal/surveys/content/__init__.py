"""What of the content pack surveys use."""
