"""The Short Breaks Portal."""
