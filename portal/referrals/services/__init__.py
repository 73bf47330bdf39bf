"""What families and staff do with a request for a short break."""
