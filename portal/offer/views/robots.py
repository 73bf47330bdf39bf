"""What crawlers are asked to leave alone."""

from flask import Blueprint, Response

from portal.infra.access import public
from portal.infra.canonical import absolute
from portal.infra.current import settings
from portal.infra.machine_files import machine_file
from portal.settings import Face

bp = Blueprint("robots", __name__)

SITEMAP = "/sitemap.xml"
_AN_HOUR = 3600
# Forms, and pages that are one family's own.
_NOT_FOR_CRAWLERS = (
    "/ask",
    "/eligibility/questions",
    "/eligibility/result",
    "/tell-us/*/questions",
    "/tell-us/*/check",
    "/tell-us/*/delete",
    "/tell-us/invitation",
    "/allowance/ask",
    "/allowance/thank-you",
    "/allowance?q=",
    "/shortlist",
    "/compare",
    "/missing",
    "/activities/search",
    "/activities/map?",
    "/activities/new.atom?",
)
# What somebody typed, or an order of results that are found elsewhere too.
_NAMES = ("q", "exact", "near", "within", "date", "unknown", "sort")
# Two choices, a page and a language are asked for; more than four names only multiply the same activities.
_TOO_MANY = "/activities?*&*&*&*&"
# The longer rule counts: the map in another language is a page of its own, the map of a search is not.
_YET_OPEN = "Allow: /activities/map?lang=\n"


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Ask crawlers to leave forms and endless searches alone, and everything of staff."""
    if settings().face is Face.STAFF:
        return machine_file("User-agent: *\nDisallow: /\n", "text/plain", seconds=_AN_HOUR)
    searches = (f"/activities?{start}{name}=" for name in _NAMES for start in ("", "*&"))
    closed = "".join(f"Disallow: {path}\n" for path in (*_NOT_FOR_CRAWLERS, *searches, _TOO_MANY))
    text = f"User-agent: *\n{closed}{_YET_OPEN}\nSitemap: {absolute(SITEMAP)}\n"
    return machine_file(text, "text/plain", seconds=_AN_HOUR)
