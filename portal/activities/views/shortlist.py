"""A family's own list, kept in its browser, and activities side by side; nobody needs an account."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.queries.comparing import activity_pages
from portal.activities.rules.sessions import SchoolYear
from portal.activities.rules.shortlist import slugs_among, with_added, without
from portal.activities.views.after_saving import LIST_ADDRESS, address_after, saved_status, wanted_slugs
from portal.activities.views.choices import Lists
from portal.activities.views.compare_page import COMPARE, Moment, compare_page, list_page
from portal.activities.views.list_cookie import keep_list, saved_list
from portal.infra.access import public
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.db import reading
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

bp = Blueprint("shortlist", __name__)
bp.add_app_template_global(saved_status)


@bp.get(LIST_ADDRESS)
@public
def my_list() -> ResponseReturnValue:
    """Show what this browser holds, and what can be done with it."""
    saved, removed = saved_list(), slugs_among(request.args.getlist("removed"))[:1]
    with reading() as session:
        found, taken_off = activity_pages(session, saved), activity_pages(session, removed)
    page = list_page(
        found, saved, taken_off, _lists(), _moment(), has_removed=bool(removed) and removed[0] not in saved
    )
    return _kept_by_nobody(render_template("activities/shortlist.html", page=page))


@bp.post(f"{LIST_ADDRESS}/add")
@public
def add() -> ResponseReturnValue:
    """Put activities on the list and go back to where they were seen; only the cookie changes."""
    wanted, saved = wanted_slugs(request.form.getlist("activity")), saved_list()
    # What was there before was not saved now; where nothing is new, it is told that all of it is there.
    told = without(wanted, saved) or wanted
    answer = redirect(address_after(request.form, _lists(), told), code=303)
    return keep_list(answer, with_added(saved, wanted)) if wanted else answer


@bp.post(f"{LIST_ADDRESS}/remove")
@public
def remove() -> ResponseReturnValue:
    """Take activities off the list."""
    gone = slugs_among(request.form.getlist("activity"))
    address = f"{LIST_ADDRESS}?removed={gone[0]}#removed" if gone else LIST_ADDRESS
    return keep_list(redirect(address, code=303), without(saved_list(), gone))


@bp.post(f"{LIST_ADDRESS}/clear")
@public
def clear() -> ResponseReturnValue:
    """Take everything off the list, and the cookie out of the browser."""
    return keep_list(redirect(LIST_ADDRESS, code=303), ())


@bp.get(COMPARE)
@public
def compare() -> ResponseReturnValue:
    """Show activities side by side; the address is the list, so it can be sent to anybody."""
    asked, shown = (slugs_among(request.args.getlist(name)) for name in ("activity", "show"))
    with reading() as session:
        found = activity_pages(session, asked)
    page = compare_page(found, asked, shown, saved_list(), _lists(), _moment())
    return _kept_by_nobody(render_template("activities/compare.html", page=page))


def _lists() -> Lists:
    return Lists(content(Taxonomy), content(Places), content(Tiers))


def _moment() -> Moment:
    return Moment(now(), today(), content(SchoolYear), settings().public_url)


def _kept_by_nobody(html: str) -> Response:
    """Answer with a page that shows what a browser holds: the next person at this computer shall not see it."""
    answer = make_response(html)
    answer.headers["Cache-Control"] = "no-store"
    return answer
