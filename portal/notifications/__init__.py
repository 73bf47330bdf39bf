"""Messages to people: queued with the act that causes them, sent by the worker."""
