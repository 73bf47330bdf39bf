"""Reading rounds, answers and themes."""
