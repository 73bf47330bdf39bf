"""Eligibility as data: rule sets, decisions, and the walk that finds what a rule set forgets."""
