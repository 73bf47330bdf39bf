"""What browsers may keep, and what is compressed."""

from functools import lru_cache

from flask import Flask, Response, g, request
from isal import igzip
from werkzeug.http import parse_accept_header

from portal.infra.kept_answers import may_be_kept
from portal.infra.vary import add_vary

_SMALLEST = 500
# A tenth larger than the usual level of the usual library, in a tenth of its time.
_LEVEL = 2
_COMPRESSED = frozenset({"text/html", "text/css", "application/atom+xml", "application/xml"})


def init_caching(app: Flask, *, private: bool) -> None:
    """Let nobody keep a page with a token or a cookie; compress the others."""

    @app.after_request
    def set_caching(response: Response) -> Response:
        carries_secret = private or g.get("has_token", False) or request.method == "POST"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if carries_secret else "private, no-cache"
        if carries_secret or response.direct_passthrough or response.status_code not in {200, 304}:
            # A compressed page with a token and echoed words gives the token away by its length (BREACH).
            return response
        takes_gzip = _takes_gzip(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
        is_whole = response.status_code == 200
        if response.mimetype in _COMPRESSED:
            # An answer that nothing changed names what the whole one depends on (RFC 9110).
            add_vary(response, "Accept-Encoding")
            if is_whole and takes_gzip and "Content-Encoding" not in response.headers:
                _compress(response)
        if is_whole:
            may_be_kept(is_compressed=takes_gzip)
        return response


@lru_cache(1_000)
def _takes_gzip(header: str) -> bool:
    """Tell whether a browser takes compressed pages; browsers say few different things."""
    return parse_accept_header(header)["gzip"] > 0


def _compress(response: Response) -> None:
    content = response.get_data()
    if len(content) >= _SMALLEST:
        response.set_data(igzip.compress(content, compresslevel=_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
