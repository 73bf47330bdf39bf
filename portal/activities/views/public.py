"""The directory for families: search, results, one activity."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from flask import Blueprint, redirect, render_template, request
from flask.sansio.app import App
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from portal.activities.content import Synonyms
from portal.activities.queries import (
    Card,
    activity_page,
    cards,
    descriptions,
    find_activities,
    known_answer,
    known_revision,
)
from portal.activities.rules.sessions import SchoolYear
from portal.activities.views.asked import ADDRESS, Asked, address_instead, clean_address, read_asked
from portal.activities.views.choices import Lists
from portal.activities.views.detail_page import DetailPage
from portal.activities.views.result_cards import results
from portal.activities.views.search_page import SearchPage, search_html
from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.kept_answers import KeptPage, keep_answers_of
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

bp = Blueprint("activities", __name__)

_SECONDS_IN_AN_HOUR = 3_600
# Who pressed a button wants to see what was found: on a telephone that is far below the form.
_WHERE_FOUND = "#found"


@bp.get(ADDRESS)
@public
def activity_list() -> ResponseReturnValue:
    """Show the activities that fit the address, best first."""
    # A form that was sent by GET, or an old link: the home must not stay in the address.
    values, lists = request.args, _lists()
    instead = address_instead(values, lists)
    if instead is not None:
        return redirect(instead, code=303)
    return _shown(read_asked(values, lists), lists)


@bp.route(f"{ADDRESS}/search", methods=["GET", "POST"])
@public
def search() -> ResponseReturnValue:
    """Take a search form and lead to its address; nothing is written, so no token is asked for."""
    if request.method == "GET":
        return redirect(clean_address(request.args, _lists()), code=303)
    lists = _lists()
    asked = read_asked(request.form, lists)
    if asked.has_problem:
        return _shown(asked, lists)
    return redirect(f"{asked.address()}{_WHERE_FOUND}", code=303)


@bp.get(f"{ADDRESS}/<slug>")
@public
def activity(slug: str) -> ResponseReturnValue:
    """Show one activity and how to get it."""
    with reading() as session:
        found = activity_page(session, slug)
    page = DetailPage(found, _lists(), content(SchoolYear), now())
    return render_template("activities/activity.html", page=page)


@bp.record_once
def keep_answers(state: BlueprintSetupState) -> None:
    """Let searches be answered again as they were: they depend on the address, the directory and the hour.

    A page that says what was saved depends on the browser's own list, and one that changes the language sets a
    cookie, so both are made anew.
    """
    keep_answers_of(
        state.app, ADDRESS, KeptPage(partial(_freshness, state.app), frozenset({"saved", "lang"}))
    )


def _freshness(app: App) -> tuple[int, int] | None:
    revision = known_revision(app)
    # A date that has begun must not stay the next one for long.
    return None if revision is None else (revision, int(now().timestamp()) // _SECONDS_IN_AN_HOUR)


def _lists() -> Lists:
    return Lists(content(Taxonomy), content(Places), content(Tiers))


def _shown(asked: Asked, lists: Lists) -> ResponseReturnValue:
    criteria = asked.criteria()
    # Most pages need no database at all.
    found = known_answer(criteria)
    if found is None:
        with reading() as session:
            found = find_activities(session, criteria, now=now())
    shown = results(found, lists, _read_cards, _read_texts, on=asked.on)
    page = SearchPage(asked, criteria, found, shown, lists, content(Synonyms).answers)
    return search_html(page)


def _read_cards(ids: Sequence[int]) -> Iterable[Card]:
    with reading() as session:
        return cards(session, ids)


def _read_texts(ids: Sequence[int]) -> Mapping[int, str]:
    with reading() as session:
        return descriptions(session, ids)
