"""Links: those inside lead to a page, those outside have the right form and are never fetched."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from portal.quality.content.markdown_lines import Link
from portal.quality.content.pack_files import PackFiles
from portal.quality.queries.addresses import Addresses
from portal.quality.rules.findings import Check, Finding, error, warning

_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.(?!-)[a-z0-9-]+)*\.[a-z]{2,}")
_MAIL = re.compile(r"[^@\s/]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9]{3,15}")
_SAYS_NOTHING = {
    "here",
    "click here",
    "this",
    "this page",
    "this link",
    "link",
    "more",
    "read more",
    "find out more",
}
# The list of taxonomy.yaml that holds the codes of a part of a search address.
_CODES_OF = {
    "type": "activity_types",
    "need": "support_needs",
    "access": "access_groups",
    "time": "time_bands",
    "season": "seasons",
    "cost": "cost_types",
    "age": "age_bands",
}
_TIERS = frozenset({"universal", "targeted", "specialist"})


@dataclass(frozen=True, slots=True)
class _Known:
    """What addresses may name in this pack."""

    pages: frozenset[str]
    listings: frozenset[str]
    codes: Mapping[str, frozenset[str]]


def link_faults(pack: PackFiles, addresses: Addresses) -> Iterator[Finding]:
    """Give every link that leads nowhere or does not say where it leads."""
    known = _known(pack)
    for link in pack.links():
        for what, remedy in _faults(link, addresses, known):
            yield error(link.file, link.line, Check.LINK, what, remedy)
        if (slug := _lost_listing(link, addresses, known)) is not None:
            yield warning(
                link.file,
                link.line,
                Check.LINK,
                f"{slug} is no listing of this pack",
                "see whether it is in the directory",
            )
    for page in pack.pages:
        for passage in page.passages:
            if "](" in passage.text:
                at = passage.line_at(passage.text.index("]("))
                yield error(page.file, at, Check.LINK, "this link is not closed", "write [words](/address)")
    for file, scalar in pack.scalars():
        if scalar.path[-1:] == ("page",) and "/" not in scalar.value and scalar.value not in known.pages:
            yield error(
                file,
                scalar.line,
                Check.LINK,
                f"there is no page pages/en/{scalar.value}.md",
                "name a page that is there",
            )


def _known(pack: PackFiles) -> _Known:
    taxonomy = pack.yaml.get("taxonomy.yaml", ())
    codes = {
        name: frozenset(
            scalar.value for scalar in taxonomy if scalar.path[0] == list_name and scalar.path[-1] == "code"
        )
        for name, list_name in _CODES_OF.items()
    }
    listings = frozenset(
        scalar.value
        for scalars in pack.listings.values()
        for scalar in scalars
        if scalar.path[0] == "activities" and scalar.path[-1] == "slug"
    )
    return _Known(pack.slugs(), listings, {**codes, "tier": _TIERS})


def _faults(link: Link, addresses: Addresses, known: _Known) -> Iterator[tuple[str, str]]:
    if link.text.strip(" .…").lower() in _SAYS_NOTHING:
        yield f"the link “{link.text}” does not say where it leads", "name the page to which it leads"
    address = link.address
    if address.startswith("#"):
        return
    if address.startswith("/"):
        yield from _inside(address, addresses, known)
    elif address.startswith("mailto:"):
        if not _MAIL.fullmatch(address.removeprefix("mailto:").partition("?")[0]):
            yield f"{address} is no e-mail address", "write mailto: and the address"
    elif address.startswith(("tel:", "sms:")):
        if not _PHONE.fullmatch(address[4:]):
            yield f"{address} is no telephone number", "write tel: and the digits"
    else:
        yield from _outside(address)


def _inside(address: str, addresses: Addresses, known: _Known) -> Iterator[tuple[str, str]]:
    parts = urlsplit(address)
    rule = addresses.view_of(parts.path) if not address.startswith("//") else None
    slug = parts.path.strip("/")
    # An address of one part that is not fixed is that of a page of text.
    is_text = rule is not None and bool(rule.arguments) and "/" not in slug
    if rule is None or (is_text and slug not in known.pages):
        yield f"{parts.path} leads to no page", "mend the address, or write the page"
        return
    if rule.endpoint.split(".")[0] == "activities":
        for name, value in parse_qsl(parts.query, keep_blank_values=True):
            if name in known.codes and known.codes[name] and value not in known.codes[name]:
                yield f"“{value}” is no code of {name}", "use a code of taxonomy.yaml"


def _lost_listing(link: Link, addresses: Addresses, known: _Known) -> str | None:
    path = urlsplit(link.address).path
    if not link.address.startswith("/activities/") or not known.listings:
        return None
    rule = addresses.view_of(path)
    if rule is None or rule.arguments != {"slug"}:
        return None
    slug = path.split("/")[2]
    return None if slug in known.listings else slug


def _outside(address: str) -> Iterator[tuple[str, str]]:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        port = parts.port
    except ValueError:
        yield f"{address} is no web address", "copy it anew from the browser"
        return
    if parts.scheme == "http":
        yield f"{address} is not encrypted", "write https://"
    elif parts.scheme != "https" or not host:
        yield f"{address} is no address", "an address of this site starts with /, any other with https://"
    elif (
        not _HOST.fullmatch(host)
        or parts.username is not None
        or port is not None
        or re.search(r"[\s<>\"]|%20$|[.,;]$", address)
    ):
        yield f"{address} has not the form of a web address", "copy it anew from the browser"
