"""Asking for a short break, and what the council does with it: personal data of children."""
