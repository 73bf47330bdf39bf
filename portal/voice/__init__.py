"""Voice: what families miss in the offer, told without a person."""
