"""What search engines are told to look at: every page that is worth finding from outside."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from portal.activities.queries import find_activities
from portal.activities.queries.newest import PublishedAddress, published_addresses, published_count
from portal.activities.rules.criteria import Criteria, Found
from portal.activities.rules.facets import Facet
from portal.activities.views.asked import ADDRESS
from portal.infra.access import public
from portal.infra.canonical import absolute, address_in, in_all_languages
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.i18n import languages
from portal.infra.machine_files import xml_file
from portal.offer.content import Pages

bp = Blueprint("outside", __name__)

# The protocol of sitemaps allows no more in one file.
MOST_ADDRESSES = 50_000
_AN_HOUR = 3600
_WHOLE, _INDEX = "activities/sitemap.xml", "activities/sitemap_index.xml"
PAGES = (
    "/",
    ADDRESS,
    f"{ADDRESS}/map",
    "/what-there-is",
    "/do-i-need-a-diagnosis",
    "/statement",
    "/glossary",
    "/allowance",
    "/help-now",
    "/eligibility",
    "/eligibility/letter",
    "/assessment",
    "/tell-us",
    "/tell-us/parents",
    "/tell-us/young-people",
    "/tell-us/providers",
    "/what-families-said",
    "/you-said-we-did",
    "/comments",
)
# Searches of one choice that people type into search engines.
_LANDING = (Facet.TYPE, Facet.DISTRICT, Facet.TIER)


@dataclass(frozen=True, slots=True)
class Place:
    """One address of a sitemap, with the same page in other languages."""

    address: str
    changed: str | None = None
    languages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of one file."""

    places: tuple[Place, ...]


@bp.get("/sitemap.xml")
@public
def sitemap() -> ResponseReturnValue:
    """List every page, or the parts of the list where one file cannot hold it."""
    with reading() as session:
        pages = tuple(_pages(find_activities(session, Criteria(), now=now())))
        count = published_count(session)
        if len(pages) + count <= MOST_ADDRESSES:
            activities = published_addresses(session, start=0, most=MOST_ADDRESSES)
            return _listed(_WHOLE, (*pages, *_activities(activities)))
    parts = range(1, _last_part(count) + 1)
    return _listed(_INDEX, tuple(Place(absolute(f"/sitemap-{part}.xml")) for part in parts))


@bp.get("/sitemap-<int:number>.xml")
@public
def sitemap_part(number: int) -> ResponseReturnValue:
    """List a part: 1 is the pages, each other so many activities."""
    with reading() as session:
        if not 1 <= number <= _last_part(published_count(session)):
            abort(404)
        if number == 1:
            return _listed(_WHOLE, tuple(_pages(find_activities(session, Criteria(), now=now()))))
        start = (number - 2) * MOST_ADDRESSES
        return _listed(
            _WHOLE, tuple(_activities(published_addresses(session, start=start, most=MOST_ADDRESSES)))
        )


def _last_part(count: int) -> int:
    return 1 + -(-count // MOST_ADDRESSES)


def _listed(template: str, places: tuple[Place, ...]) -> ResponseReturnValue:
    text = render_template(template, page=Sitemap(places))
    return xml_file(text, "application/xml", seconds=_AN_HOUR)


def _pages(found: Found) -> Iterator[Place]:
    """Give the pages of the offer and the searches of one choice that has results, in each language."""
    searches = (
        f"{ADDRESS}?{facet.value}={code}"
        for facet in _LANDING
        for code, count in sorted(found.counts[facet].items())
        if count
    )
    texts = (f"/{slug}" for slug in content(Pages).slugs)
    for address in (*PAGES, *texts, *searches):
        same = in_all_languages(address)
        for language in languages():
            yield Place(absolute(address_in(address, language.code)), languages=same)


def _activities(found: Iterable[PublishedAddress]) -> Iterator[Place]:
    """Give published activities; they are written in one language, so no other is named."""
    for one in found:
        yield Place(absolute(f"{ADDRESS}/{one.slug}"), one.changed_at.isoformat(timespec="seconds"))
