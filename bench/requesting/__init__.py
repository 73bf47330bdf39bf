"""Families that ask for a short break, through real processes, on either database."""
