"""Plumbing that knows no domain."""
