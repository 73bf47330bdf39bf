"""Measurements: they print figures and never fail for a missed goal."""
