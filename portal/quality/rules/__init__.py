"""What makes a text good, decided on plain values."""
