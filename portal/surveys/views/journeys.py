"""Where each survey lives on the site: three times the same steps, each with pages of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from portal.questionnaires.views.journey import Journey
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.rules.rounds import STANDING, Audience


@dataclass(frozen=True, slots=True)
class Place:
    """A survey on the site; `start`, `page`, `check` and `thanks` are the templates of its pages.

    The survey of an audience lies at /tell-us/<slug>, and "surveys.young_people.page" is the name of a page of it.
    """

    audience: Audience
    slug: str
    journey: Journey
    start: str
    page: str = "questionnaires/page.html"
    check: str = "surveys/check.html"
    thanks: str = "surveys/thanks.html"


def _journey(audience: Audience) -> Journey:
    return Journey(
        questionnaire=SURVEYS[audience],
        start=f"surveys.{audience}.start",
        page=f"surveys.{audience}.page",
        check=f"surveys.{audience}.check",
        receipt=f"surveys.{audience}.thanks",
        forget=f"surveys.{audience}.delete",
        keeps_copy=False,
    )


PLACES: Mapping[Audience, Place] = {
    Audience.PARENTS: Place(
        Audience.PARENTS, STANDING[Audience.PARENTS], _journey(Audience.PARENTS), start="surveys/start.html"
    ),
    Audience.YOUNG_PEOPLE: Place(
        Audience.YOUNG_PEOPLE,
        STANDING[Audience.YOUNG_PEOPLE],
        _journey(Audience.YOUNG_PEOPLE),
        start="surveys/young/start.html",
        page="surveys/young/page.html",
        check="surveys/young/check.html",
        thanks="surveys/young/thanks.html",
    ),
    Audience.PROVIDERS: Place(
        Audience.PROVIDERS,
        STANDING[Audience.PROVIDERS],
        _journey(Audience.PROVIDERS),
        start="surveys/providers/start.html",
        thanks="surveys/providers/thanks.html",
    ),
}


def folder_of(audience: Audience) -> str:
    """Give the part of the address that names a survey."""
    return f"/tell-us/{PLACES[audience].slug}"


def place_here() -> Place:
    """Give the survey whose page is asked for."""
    return PLACES[Audience((request.blueprint or "").rpartition(".")[2])]
