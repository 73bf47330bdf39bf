"""What accounts decide: times, passwords, one-time codes."""
