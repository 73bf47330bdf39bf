"""Timed work of the surveys."""
