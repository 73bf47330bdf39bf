"""What is decided about what families tell."""
