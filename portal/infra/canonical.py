"""The one address of a page among all that show it, and the same page in the other languages."""

from urllib.parse import quote

from flask import Flask, request
from markupsafe import Markup, escape

from portal.infra.current import settings
from portal.infra.i18n import SOURCE_LANGUAGE, current_language, languages

# Chosen by the reader's browser: the address that names no language.
_ANY_LANGUAGE = "x-default"


def absolute(address: str) -> str:
    """Give an address of the families' face as the whole world writes it."""
    return f"{settings().public_url}{address}"


def address_in(address: str, language: str) -> str:
    """Give the address of a page in a language; English is what the plain address gives to a crawler."""
    if language == SOURCE_LANGUAGE:
        return address
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


def in_all_languages(address: str) -> tuple[tuple[str, str], ...]:
    """Give language and absolute address of a page in every language of this face, and for readers of others."""
    offered = languages()
    if len(offered) == 1:
        return ()
    whole = absolute(address)
    return (*((one.code, address_in(whole, one.code)) for one in offered), (_ANY_LANGUAGE, whole))


def canonical_tags(address: str | None = None) -> Markup:
    """Give the links of a page's head; without an address the page is the one of this request, its query left out."""
    page = quote(request.path) if address is None else address
    own = escape(absolute(address_in(page, current_language())))
    tags = [f'<link rel="canonical" href="{own}">']
    for language, other in in_all_languages(page):
        tags.append(f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(other)}">')
    # Every value in them is escaped.
    return Markup("\n".join(tags))  # noqa: S704


def init_canonical(app: Flask) -> None:
    """Give the templates the links of a head."""
    app.jinja_env.globals["canonical_tags"] = canonical_tags
