"""A whole installation with generated activities, its server, and a client that asks it."""
