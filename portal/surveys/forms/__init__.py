"""Forms of staff about surveys."""
