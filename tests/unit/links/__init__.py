"""One-use links."""
