"""What may be kept, by browsers and by us, and what is compressed."""

from collections.abc import Hashable
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request
from isal import igzip

from portal.infra.bounded import BoundedCache

_SMALLEST = 500
# A tenth larger than the usual level of the usual library, in a tenth of its time.
_LEVEL = 2
_COMPRESSED = frozenset({"text/html", "text/css", "application/atom+xml", "application/xml"})
_KEPT = "portal.answers"
# Of whole answers: some 2,000 searches.
_MOST_BYTES = 16_000_000
_WITH_AN_ANSWER = ("Content-Type", "Content-Encoding", "Content-Language", "Vary", "Cache-Control")


@dataclass(frozen=True, slots=True)
class _Answer:
    """A whole answer as it was sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


def init_caching(app: Flask, *, private: bool) -> None:
    """Let nobody keep a page with a token or a cookie; compress the others, and keep those that say they may be."""

    @app.after_request
    def set_caching(response: Response) -> Response:
        if g.get("is_kept_answer", False):
            return response
        carries_secret = private or g.get("has_token", False) or request.method == "POST"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if carries_secret else "private, no-cache"
        if carries_secret or response.direct_passthrough or response.status_code != 200:
            # A compressed page with a token and echoed words gives the token away by its length (BREACH).
            return response
        if response.mimetype in _COMPRESSED:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"] > 0 and "Content-Encoding" not in response.headers:
                _compress(response)
        if (key := g.get("keep_answer_as")) is not None and "Set-Cookie" not in response.headers:
            _keep(key, response)
        return response


def kept_answer(key: Hashable) -> Response | None:
    """Give the answer that was kept under a key, or None; then what this request answers is kept under it.

    The key holds all that the answer depends on, but for the encoding. A page with a token, or one that sets
    a cookie, is never kept.
    """
    whole_key = (key, request.accept_encodings["gzip"] > 0)
    answer = _answers().get(whole_key)
    if answer is None:
        g.keep_answer_as = whole_key
        return None
    g.is_kept_answer = True
    return Response(answer.body, headers=answer.headers)


def _answers() -> BoundedCache[Hashable, _Answer]:
    held: BoundedCache[Hashable, _Answer] = current_app.extensions.setdefault(
        _KEPT, BoundedCache(_MOST_BYTES)
    )
    return held


def _keep(key: Hashable, response: Response) -> None:
    headers = tuple((name, response.headers[name]) for name in _WITH_AN_ANSWER if name in response.headers)
    body = response.get_data()
    _answers().put(key, _Answer(body, headers), cost=len(body))


def _compress(response: Response) -> None:
    content = response.get_data()
    if len(content) >= _SMALLEST:
        response.set_data(igzip.compress(content, compresslevel=_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
