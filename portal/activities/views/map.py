"""The map of a search, for families."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.queries import Card, cards, find_activities, matching_ids, spots
from portal.activities.rules.criteria import PAGE_SIZE, Found
from portal.activities.views.asked import Asked, address_instead, read_asked
from portal.activities.views.choices import Lists
from portal.activities.views.map_address import MAP_ADDRESS, on_map
from portal.activities.views.map_page import MOST_ON_MAP, MapPage, map_page
from portal.activities.views.result_cards import Result, results
from portal.activities.views.search_page import SearchPage
from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy

bp = Blueprint("activities_map", __name__)


@bp.get(MAP_ADDRESS)
@public
def activity_map() -> ResponseReturnValue:
    """Show the activities that fit the address on a map, and in a list beside it."""
    instead = address_instead(request.args, _lists())
    if instead is not None:
        return redirect(on_map(instead), code=303)
    return _shown(read_asked(request.args, _lists()))


@bp.post(MAP_ADDRESS)
@public
def search_on_map() -> ResponseReturnValue:
    """Take the place of the map's form and lead to its address; nothing is written, so no token is asked for."""
    asked = read_asked(request.form, _lists())
    if asked.has_problem:
        return _shown(asked)
    return redirect(on_map(asked.address()), code=303)


def _lists() -> Lists:
    return Lists(content(Taxonomy), content(Places), content(Tiers))


def _shown(asked: Asked) -> ResponseReturnValue:
    lists, criteria, moment = _lists(), asked.criteria(), now()
    with reading() as session:
        found = find_activities(session, criteria, now=moment)
        drawn = _drawn(found, lists, partial(cards, session), asked.on)
        more: Sequence[int] = ()
        if found.total > PAGE_SIZE:
            more = matching_ids(session, criteria, now=moment, most=MOST_ON_MAP)
        where = spots(session, tuple(dict.fromkeys((*found.ids, *more))))
    page: MapPage = map_page(SearchPage(asked, criteria, found, (), lists, ()), found, drawn, where, lists)
    return render_template("activities/map.html", page=page, in_language=page.in_language)


def _drawn(
    found: Found, lists: Lists, read_cards: Callable[[Sequence[int]], Iterable[Card]], on: date | None
) -> dict[int, Result]:
    """Give each result under its id; one that is gone is left out."""
    # All are drawn first in one go, so that asking for each finds it drawn.
    results(found, lists, read_cards)
    drawn: dict[int, Result] = {}
    for place, key in enumerate(found.ids):
        one = replace(
            found,
            ids=(key,),
            miles=found.miles[place : place + 1],
            open_choices=found.open_choices[place : place + 1],
        )
        for result in results(one, lists, read_cards, on=on):
            drawn[key] = result
    return drawn
