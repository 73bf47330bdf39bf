"""Which names of content the portal's own code and templates use: what they never name is not shown to anybody."""

import re
from collections.abc import Mapping
from functools import cache

from portal.settings import PROJECT

_ROOT = PROJECT / "portal"
_QUOTED = re.compile(r'"([^"\\\n]{1,80})"')
_LINK = re.compile(r'(?:href|action)="(/[a-z0-9/-]*)(\{\{)?')


@cache
def strings_in_code() -> frozenset[str]:
    """Give every short text between quotes in the code; it does not change while the portal runs."""
    found: set[str] = set()
    for path in _ROOT.rglob("*.py"):
        found.update(_QUOTED.findall(path.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def links_in_templates() -> Mapping[str, bool]:
    """Give each address in the templates; true when it goes on with a value."""
    found: dict[str, bool] = {}
    for path in _ROOT.rglob("*.html"):
        for address, value in _LINK.findall(path.read_text(encoding="utf-8")):
            found[address] = found.get(address, False) or bool(value)
    return found


def leads_to(address: str) -> bool:
    """Tell whether the portal itself has a link to an address."""
    return address in strings_in_code() or any(
        address == known or (goes_on and len(known) > 1 and address.startswith(known))
        for known, goes_on in links_in_templates().items()
    )
