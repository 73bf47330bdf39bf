"""What the worker does with requests: opens what was sent, applies what families reply, finds what a link opens."""
