"""Plain words of our world: no Flask, no SQL."""
