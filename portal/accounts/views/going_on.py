"""Where a sign-in leads: to the page that was asked for, and never to another site."""

import re
from urllib.parse import quote

from flask import request


def path_of_this_site(text: str | None, otherwise: str) -> str:
    """Give a path to go on to; anything that could lead to another site becomes the other page."""
    # Printable ASCII only: browsers drop tabs and line breaks, so that "/<tab>/evil" would become "//evil".
    return text if text and re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", text) else otherwise


def next_of_this_page(*, with_query: bool = False) -> str:
    """Give the address of this request, to come back to."""
    query = request.query_string.decode("ascii", "ignore")
    return quote(request.path) + (f"?{query}" if with_query and query else "")
