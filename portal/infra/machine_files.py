"""Answers that programs read: the same for everybody at one address, and kept for a while."""

import re

from flask import Response, g, request

# XML has no way to write these, escaped or not, and one of them in a name would break the whole file.
_NOT_IN_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def machine_file(text: str, mimetype: str, *, seconds: int) -> Response:
    """Answer with a text, or with 304 when the program has it; the text must not depend on who asks."""
    # Whoever reads by a program has no language to remember, and a kept answer must not set cookies.
    g.pop("language_to_keep", None)
    response = Response(text, mimetype=mimetype)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.add_etag(weak=True)
    return response.make_conditional(request)  # type: ignore[return-value]  # It gives the answer itself back.


def xml_file(text: str, mimetype: str, *, seconds: int) -> Response:
    """Answer with XML; signs that XML cannot hold are left out."""
    return machine_file(_NOT_IN_XML.sub("", text), mimetype, seconds=seconds)
