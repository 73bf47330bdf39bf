"""Surveys: what families say about short breaks, kept without knowing who said it."""
