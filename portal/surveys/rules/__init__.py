"""What a round is, how answers are counted, coded to themes and released."""
