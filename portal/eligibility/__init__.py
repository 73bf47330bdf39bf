"""Eligibility: what is open to a family, why, and what to do next."""
