"""Pages of the surveys."""
