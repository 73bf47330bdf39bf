"""The append-only trail of who did what, without any personal value."""
