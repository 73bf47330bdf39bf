"""What is new for a search, as an Atom feed: told by a program, so nobody needs to leave an e-mail address."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.queries import Revision, current_revision
from portal.activities.queries.newest import NewActivity, newest
from portal.activities.views.asked import ADDRESS, Asked, address_instead, read_asked
from portal.activities.views.choices import Lists
from portal.activities.views.titles import search_name
from portal.infra.access import public
from portal.infra.canonical import absolute, address_in
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.db import reading
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language, languages, speaking
from portal.infra.machine_files import xml_file
from portal.offer.content import Council, Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

bp = Blueprint("feed", __name__)

FEED = f"{ADDRESS}/new.atom"
MOST_ENTRIES = 50
_A_QUARTER = 15 * 60
# The year in which these names began, as RFC 4151 wants it: it never changes, or every entry would be new again.
_SINCE = 2026


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity of the feed."""

    tag: str
    address: str
    activity: NewActivity


@dataclass(frozen=True, slots=True)
class FeedPage:
    """All that the feed tells; `tag` is its name for ever."""

    tag: str
    title: str
    author: str
    language: str
    written: str
    address: str
    search_address: str
    updated: datetime
    entries: tuple[Entry, ...]


@bp.get(FEED)
@public
def new_activities() -> ResponseReturnValue:
    """Tell what is new for the search in the address."""
    lists, language = Lists(content(Taxonomy), content(Places), content(Tiers)), _language()
    instead = address_instead(request.args, lists)
    if instead is not None:
        # The home of a family must not stay in the address that their reader asks every hour.
        return redirect(address_in(f"{FEED}{instead.removeprefix(ADDRESS)}", language), code=303)
    asked = read_asked(request.args, lists)
    with reading() as session:
        criteria = replace(asked.criteria(), page=1)
        found, revision = newest(session, criteria, now=now(), most=MOST_ENTRIES), current_revision(session)
    with speaking(language):
        page: FeedPage = _feed(asked, found, revision, lists)
        text = render_template("activities/new.atom.xml", page=page)
    return xml_file(text, "application/atom+xml", seconds=_A_QUARTER)


def feed_address(asked: Asked) -> str:
    """Give the whole address of the feed of a search, to be copied into a reader, in the language of the page."""
    return absolute(_address(asked))


def _address(asked: Asked) -> str:
    same = {facet: tuple(sorted(codes)) if len(codes) > 1 else codes for facet, codes in asked.chosen.items()}
    steady = replace(asked, chosen=same, page=1, sort=None)
    return address_in(f"{FEED}{steady.address().removeprefix(ADDRESS)}", current_language())


def _language() -> str:
    """Give the language that the address names: a reader sends no cookie, and one address is one feed."""
    wanted = request.args.get("lang")
    return wanted if wanted in {language.code for language in languages()} else SOURCE_LANGUAGE


def _feed(asked: Asked, found: tuple[NewActivity, ...], revision: Revision, lists: Lists) -> FeedPage:
    council, address, name = content(Council), _address(asked), search_name(asked, lists)
    return FeedPage(
        tag=_tag(address),
        title=f"{_('What is new: %(search)s', search=name) if name else _('New things to do')} – {council.name}",
        author=council.name,
        language=current_language(),
        written=SOURCE_LANGUAGE,
        address=absolute(address),
        search_address=absolute(address_in(replace(asked, page=1).address(), current_language())),
        updated=max((one.changed_at for one in found), default=revision.changed_at),
        entries=tuple(_entry(one) for one in found),
    )


def _entry(activity: NewActivity) -> Entry:
    address = f"{ADDRESS}/{activity.slug}"
    return Entry(_tag(address), absolute(address_in(address, current_language())), activity)


def _tag(address: str) -> str:
    """Give the tag: URI of something, which stays when the portal moves from http to https or to another port."""
    return f"tag:{urlsplit(settings().public_url).hostname},{_SINCE}:{address}"
