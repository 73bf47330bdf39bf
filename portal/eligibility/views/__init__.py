"""Pages of the eligibility checker."""
