"""On which heads of a request an answer depends."""

from flask import Response


def add_vary(response: Response, *heads: str) -> None:
    """Add heads to those that are named; the library's own way reads and writes them all anew for each one."""
    named = response.headers.get("Vary", "")
    new = [head for head in heads if head.lower() not in named.lower()]
    if new:
        response.headers["Vary"] = ", ".join([named, *new] if named else new)
