"""Changes to the directory that come from outside: feeds and, later, what providers propose."""
