"""Voice: what families tell without a person, and what the council says and does about it."""
