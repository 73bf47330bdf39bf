"""Organisations that run activities."""
