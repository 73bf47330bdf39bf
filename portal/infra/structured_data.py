"""Facts for search engines inside a page: schema.org as JSON-LD, a block of data that no browser runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

Facts = Mapping[str, Any]

_BLOCK = Markup('<script type="application/ld+json">{}</script>')


def data_block(things: Sequence[Facts]) -> Markup:
    """Give the block for a head, nothing for no things; no text in it can end the block or begin a tag."""
    if not things:
        return Markup()
    return _BLOCK.format(htmlsafe_json_dumps({"@context": "https://schema.org", "@graph": list(things)}))


def known(facts: Facts) -> dict[str, Any]:
    """Leave out what is not known: None, and what is empty."""
    return {name: value for name, value in facts.items() if value is not None and value not in ("", [], {})}
