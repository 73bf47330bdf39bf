"""Words in the language of the person who reads: one catalogue for each language, read once."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import cast

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import LazyProxy
from flask import Flask, Request, Response, current_app, g, request
from flask_babel import Babel
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from portal.infra.clock import in_london
from portal.infra.vary import add_vary

SOURCE_LANGUAGE = "en"
_TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
LANGUAGE_COOKIE = "language"
_A_YEAR = 365 * 24 * 3600
_FIRST_WITH_SEPARATOR = 1_000
# Babel's "en" writes dates the American way.
_LOCALES = {"en": "en_GB"}

_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)
_own_words: ContextVar[str | None] = ContextVar("own_words", default=None)


@dataclass(frozen=True, slots=True)
class Language:
    """A language that families can choose."""

    code: str
    name: str
    direction: str
    is_checked: bool


@cache
def _catalogue(language: str, own_words: str | None) -> NullTranslations:
    """Read a catalogue from its .po files, so that there is no compiled copy that could be stale.

    A content pack may bring words of its own; they go before the portal's.
    """
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    shipped = _read(_path(language, _TRANSLATIONS))
    own = _read(_path(language, Path(own_words))) if own_words else None
    if shipped is None or own is None:
        return own or shipped or NullTranslations()
    own.add_fallback(shipped)
    return own


def _path(language: str, folder: Path) -> Path:
    return folder / language / "LC_MESSAGES" / "messages.po"


def _read(path: Path) -> GNUTranslations | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parts[-3])
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def missing_catalogue(language: str, own_words: Path | None = None) -> Path | None:
    """Give the path of a catalogue that neither the portal nor the pack has; the source language needs none."""
    paths = [_path(language, folder) for folder in (_TRANSLATIONS, own_words) if folder]
    return None if language == SOURCE_LANGUAGE or any(path.exists() for path in paths) else paths[0]


@contextmanager
def with_words_of(folder: Path) -> Iterator[None]:
    """Look words up in a content pack's own catalogues first, and in the portal's when it has none there."""
    token = _own_words.set(str(folder))
    try:
        yield
    finally:
        _own_words.reset(token)


def current_language() -> str:
    """Give the code of the language in which this page or message is written."""
    return _language.get()


def _locale() -> Locale:
    language = current_language()
    return Locale.parse(_LOCALES.get(language, language))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Write what follows in a language, for messages that no page asks for."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str, **values: object) -> str:
    """Give a message in the current language, with its %(name)s values filled in."""
    text = _catalogue(current_language(), _own_words.get()).gettext(message) if message else ""
    return text % values if values else text


def ngettext(one: str, many: str, n: int, **values: object) -> str:
    """Give the form of a message that fits the number; %(n)s is the number itself."""
    text = _catalogue(current_language(), _own_words.get()).ngettext(one, many, n)
    return text % {"n": format_number(n), **values}


def lazy(message: str) -> str:
    """Give a message that is looked up when it is shown, for what is made at import."""
    # The proxy behaves as the text does; forms that take a str take it.
    return cast("str", LazyProxy(lambda: _(message), enable_cache=False))


@lru_cache(1_000)
def _written(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


def format_day(day: date, *, weekday: bool = False) -> str:
    """Write a date such as "1 April 2027", or "Thursday 1 April 2027"."""
    return _written(day, "EEEE d MMMM y" if weekday else "d MMMM y", _locale())


def format_month(day: date) -> str:
    """Write the month of a day, such as "April 2027"."""
    return _written(day, "LLLL y", _locale())


def format_weekday(day: date, *, year: bool = False) -> str:
    """Write a day that is near, such as "Thursday 1 April"; with its year when it is far."""
    return format_day(day, weekday=True) if year else _written(day, "EEEE d MMMM", _locale())


def format_moment(moment: datetime) -> str:
    """Write a moment on London's clock, such as "1 April 2027, 10:05"."""
    local = in_london(moment)
    return f"{format_day(local.date())}, {format_time(local, 'HH:mm', locale=_locale())}"


def format_number(number: float) -> str:
    """Write a number with the separators of the language; below 1,000 there are none, and no language differs."""
    if isinstance(number, int) and 0 <= number < _FIRST_WITH_SEPARATOR:
        return str(number)
    return _with_separators(number, current_language())


@lru_cache(10_000)
def _with_separators(number: float, language: str) -> str:
    return format_decimal(number, locale=Locale.parse(_LOCALES.get(language, language)))


def spoken_list(items: Sequence[str]) -> str:
    """Join words as a person says them: "a, b and c"."""
    return format_list(list(items), locale=_locale())


def languages() -> tuple[Language, ...]:
    """Give the languages of this face, the source language first."""
    held: tuple[Language, ...] = current_app.extensions["portal.languages"]
    return held


def language_named(code: str) -> Language:
    """Give a language of this face by its code, the source language for an unknown code."""
    return next((language for language in languages() if language.code == code), languages()[0])


def _chosen() -> str:
    """Choose by ?lang=, then by a form's switch, the cookie and the browser; only languages that are on count."""
    codes = tuple(language.code for language in languages())
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]
    for choice in (
        asked.args.get("lang") if "lang" in asked.args else None,
        asked.form.get("lang") if asked.method == "POST" else None,
    ):
        if choice in codes:
            g.language_to_keep = choice
            return choice
    kept = asked.cookies.get(LANGUAGE_COOKIE) if asked.cookies else None
    if kept in codes:
        return kept
    return _spoken(asked.environ.get("HTTP_ACCEPT_LANGUAGE", ""), codes) or codes[0]


@lru_cache(1_000)
def _spoken(header: str, codes: tuple[str, ...]) -> str | None:
    """Give the language among some that a browser wants most; browsers say few different things."""
    return parse_accept_header(header, LanguageAccept).best_match(codes)


def init_i18n(app: Flask, offered: tuple[Language, ...], own_words: Path | None = None) -> None:
    """Let an app speak these languages; the first is the one that every word is written in.

    `own_words` is the folder in which the content pack keeps catalogues of its own, if it has any.
    """
    folder = str(own_words) if own_words else None
    app.extensions["portal.languages"] = offered
    Babel(app, locale_selector=lambda: str(_locale()), default_timezone="Europe/London")

    @app.before_request
    def choose() -> None:
        _language.set(_chosen() if len(offered) > 1 else offered[0].code)
        _own_words.set(folder)

    @app.after_request
    def keep(response: Response) -> Response:
        if choice := g.get("language_to_keep"):
            response.set_cookie(
                LANGUAGE_COOKIE,
                choice,
                max_age=_A_YEAR,
                httponly=True,
                samesite="Lax",
                secure=app.config["SESSION_COOKIE_SECURE"],
            )
        if len(offered) > 1 and response.mimetype == "text/html":
            add_vary(response, "Accept-Language", "Cookie")
            response.headers["Content-Language"] = current_language()
        return response

    # The library's own functions look everything up anew at each call, 15 microseconds a word.
    app.jinja_env.globals.update(_=_, gettext=_, ngettext=ngettext)
    app.jinja_env.globals.update(
        current_language=current_language, language_named=language_named, languages=languages
    )
    app.jinja_env.filters.update(day=format_day, moment=format_moment, number=format_number)
