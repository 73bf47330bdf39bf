"""Pages of unmet needs."""
