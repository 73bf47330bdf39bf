"""Whole answers that are given again, before the app is asked: most families ask what others asked before."""

import time
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl

from flask import request
from flask.sansio.app import App
from werkzeug.http import parse_cookie

from portal.infra.bounded import BoundedCache
from portal.infra.i18n import LANGUAGE_COOKIE, current_language
from portal.infra.logs import log_answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_PAGES = "portal.kept_pages"
_KEPT_AS = "portal.kept_as"
_OK = "200 OK"
# Of whole answers: some 2,000 searches.
_MOST_BYTES = 16_000_000
# What browsers say of languages and encodings; there are fewer in the world than this.
_MOST_HEADS = 5_000

# Gives what an answer is true for, such as a revision; None when that is not known, and nothing is kept then.
Freshness = Callable[[], Hashable | None]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page whose answers may be kept, and the names in an address with which each is made anew."""

    freshness: Freshness
    made_anew: frozenset[str]


class _Heads(NamedTuple):
    """All that a browser says from which language and encoding of an answer follow."""

    languages: str
    cookie: str
    encodings: str


class _Key(NamedTuple):
    """What two requests have in common that get the same answer."""

    host: str
    path: str
    query: str
    fresh: Hashable


@dataclass(frozen=True, slots=True)
class _Answer:
    """A whole answer as it was sent."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


def keep_answers_of(app: App, path: str, page: KeptPage) -> None:
    """Let the answers of a page be kept.

    They may depend on its address, the language, and what `freshness` gives: on no cookie and no session. An
    answer with a token, one that sets a cookie, and any but 200 is never kept.
    """
    app.extensions.setdefault(_PAGES, {})[path] = page


def may_be_kept(*, is_compressed: bool) -> None:
    """Say that the answer to this request holds nobody's secret, and in which language and encoding it is."""
    request.environ[_KEPT_AS] = (current_language(), is_compressed)


class KeptAnswers:
    """WSGI middleware that answers what was asked before."""

    def __init__(self, application: "WSGIApplication", app: App) -> None:
        """Wrap an application; `app` is where pages are registered."""
        self._application = application
        self._pages: Mapping[str, KeptPage] = app.extensions.setdefault(_PAGES, {})
        self._variants: BoundedCache[_Heads, Hashable] = BoundedCache(_MOST_HEADS)
        self._answers: BoundedCache[tuple[_Key, Hashable], _Answer] = BoundedCache(_MOST_BYTES)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from what is kept; else let the application answer, and keep that."""
        started = time.monotonic()
        key = self._key(environ)
        if key is None:
            return self._application(environ, start_response)
        heads = _heads(environ)
        variant = self._variants.get(heads)
        answer = self._answers.get((key, variant)) if variant is not None else None
        if answer is None:
            return self._kept(environ, start_response, key, heads)
        log_answer("GET", key.path, 200, started)
        start_response(_OK, list(answer.headers))
        return [answer.body]

    def _key(self, environ: "WSGIEnvironment") -> _Key | None:
        """Give under what an answer may be kept; None for what is always made anew."""
        page = self._pages.get(environ["PATH_INFO"])
        if page is None or environ["REQUEST_METHOD"] != "GET" or environ.get("SCRIPT_NAME"):
            return None
        query = environ.get("QUERY_STRING", "")
        # A name can also be written with percent signs.
        may_be_anew = "%" in query or any(name in query for name in page.made_anew)
        if may_be_anew and not page.made_anew.isdisjoint(_names(query)):
            return None
        fresh = page.freshness()
        return (
            None if fresh is None else _Key(environ.get("HTTP_HOST", ""), environ["PATH_INFO"], query, fresh)
        )

    def _kept(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", key: _Key, heads: _Heads
    ) -> Iterable[bytes]:
        sent: list[tuple[str, tuple[tuple[str, str], ...]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None
        ) -> Callable[[bytes], object]:
            sent[:] = [(status, tuple(headers))]
            return start_response(status, headers, exc_info)

        answered = self._application(environ, start)
        variant = environ.get(_KEPT_AS)
        if variant is None or not sent or not _is_for_all(*sent[0]):
            return answered
        body = _whole(answered)
        self._variants.put(heads, variant)
        self._answers.put((key, variant), _Answer(body, sent[0][1]), cost=len(body))
        return [body]


def _heads(environ: "WSGIEnvironment") -> _Heads:
    cookies = environ.get("HTTP_COOKIE")
    return _Heads(
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        parse_cookie(cookies).get(LANGUAGE_COOKIE, "") if cookies else "",
        environ.get("HTTP_ACCEPT_ENCODING", ""),
    )


def _names(query: str) -> set[str]:
    return {name for name, _value in parse_qsl(query, keep_blank_values=True)}


def _is_for_all(status: str, headers: Sequence[tuple[str, str]]) -> bool:
    return status == _OK and all(name.lower() != "set-cookie" for name, _value in headers)


def _whole(answered: Iterable[bytes]) -> bytes:
    try:
        return b"".join(answered)
    finally:
        if (close := getattr(answered, "close", None)) is not None:
            close()
