"""Rounds: staff open and close them, and families find what is open."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from portal.core.roles import Role
from portal.infra.clock import now, today
from portal.surveys.models import SurveyRound
from portal.surveys.queries.rounds import round_named, rounds
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation
from tests.integration.surveys.filling_in import filled_in, sent, survey_events

CODE = f"parents-{today().year}"


@pytest.fixture
def commissioner(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    return installation.officer(Role.COMMISSIONER)


def parts(name: str, day: date) -> Answers:
    """Give a day as its three boxes."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def a_round(first: date, last: date, **more: str) -> Answers:
    """Give the answers of the form for a new round of parents by invitation, which may overlap others."""
    plan = {"audience": "parents", "name": "Autumn", "by": "invitation", "compared_with": "", **more}
    return {**plan, **parts("opens_on", first), **parts("closes_on", last)}


def moved(installation: Installation, code: str, opens_on: date, closes_on: date) -> None:
    """Give a round days that the form would not take."""
    with installation.database.unit_of_work() as session:
        session.execute(
            update(SurveyRound).where(SurveyRound.code == code).values(opens_on=opens_on, closes_on=closes_on)
        )


def frozen(installation: Installation, code: str) -> None:
    """Note that figures of a round were released."""
    with installation.database.unit_of_work() as session:
        session.execute(update(SurveyRound).where(SurveyRound.code == code).values(frozen_at=now()))


def test_a_new_site_has_an_open_round_of_each_survey(installation: Installation) -> None:
    with installation.database.reading() as session:
        found = rounds(session)
    assert {one.questionnaire for one in found} == {
        "parent-survey",
        "young-people-survey",
        "provider-survey",
    }
    assert all(one.is_open(today()) for one in found)


def test_a_commissioner_opens_a_round_and_the_trail_names_it(
    installation: Installation, commissioner: CarefulClient
) -> None:
    commissioner.visit("/surveys/rounds")
    commissioner.follow("Open a new round")
    last = today() + timedelta(days=30)
    commissioner.press("Open the round", a_round(today(), last, compared_with=""))
    assert commissioner.heading == f"Round {CODE}-2"
    with installation.database.reading() as session:
        made = round_named(session, f"{CODE}-2")
    assert (made.name, made.closes_on, made.by_invitation) == ("Autumn", last, True)
    assert any(
        "survey_round.opened" in event and made.code in event for event in survey_round_events(installation)
    )


def survey_round_events(installation: Installation) -> list[tuple[object, ...]]:
    """Give the audit events about rounds."""
    return [event for event in installation.rows()["audit_event"] if "survey_round" in event]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"name": " "}, "Enter a name for the round"),
        ({"by": "open"}, "Another round of this survey is open to anybody on one of these days."),
        ({"closes_on-day": "32"}, "That is not a real date."),
        ({"closes_on-year": "2020"}, "The last day is before the first."),
        ({"opens_on-year": "2020", "closes_on-year": "2020"}, "This day has gone by."),
        ({"compared_with": CODE}, "That round did not open before this one."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    installation: Installation, commissioner: CarefulClient, change: Answers, error: str
) -> None:
    before = installation.row_counts()["survey_round"]
    commissioner.visit("/surveys/rounds/new")
    last = date(today().year, 12, 31)
    commissioner.press("Open the round", {**a_round(today(), last), **change})
    assert [one for one in commissioner.errors if one.startswith(error)], commissioner.errors
    box = commissioner.page.select_one("input[name=closes_on-month]")
    assert box is not None
    assert box["value"] == "12"
    assert installation.row_counts()["survey_round"] == before


def test_the_list_counts_responses_by_how_they_came(
    family: CarefulClient, commissioner: CarefulClient
) -> None:
    sent(family)
    commissioner.visit("/surveys/rounds")
    row = next(row for row in commissioner.page.select("tbody tr") if CODE in row.get_text())
    assert [cell.get_text() for cell in row.select("td")][-5:] == ["1", "0", "0", "0", "1"]


def test_a_round_ends_today_when_it_is_closed_early(
    installation: Installation, commissioner: CarefulClient
) -> None:
    commissioner.visit(f"/surveys/rounds/{CODE}")
    commissioner.press("Let it end today")
    with installation.database.reading() as session:
        assert round_named(session, CODE).closes_on == today()
    assert "Let it end today" not in commissioner.text
    assert len(survey_round_events(installation)) == 1


def test_a_round_that_was_a_mistake_is_deleted(
    installation: Installation, commissioner: CarefulClient
) -> None:
    commissioner.visit(f"/surveys/rounds/{CODE}")
    commissioner.press("Delete this round")
    assert commissioner.heading == "Rounds of the surveys"
    assert CODE not in commissioner.text
    with installation.database.reading() as session:
        assert CODE not in {one.code for one in rounds(session)}
    assert any("survey_round.deleted" in event for event in survey_round_events(installation))


def test_a_round_with_an_answer_cannot_be_deleted(
    installation: Installation, commissioner: CarefulClient, family: CarefulClient
) -> None:
    commissioner.visit(f"/surveys/rounds/{CODE}")
    sent(family)  # While the page with the button is open.
    commissioner.press("Delete this round")
    assert commissioner.heading == f"Round {CODE}"
    assert "Delete this round" not in commissioner.text
    with installation.database.reading() as session:
        assert CODE in {one.code for one in rounds(session)}
    assert len(installation.rows()["survey_response"]) == 1


def test_a_round_to_which_people_were_invited_cannot_be_deleted(
    installation: Installation, commissioner: CarefulClient
) -> None:
    commissioner.visit("/surveys/rounds/new")
    commissioner.press("Open the round", a_round(today(), today() + timedelta(days=30)))
    assert "Delete this round" in commissioner.text
    commissioner.follow("Invite people")
    commissioner.press("Make the sheet", {"count": "2"})
    commissioner.visit(f"/surveys/rounds/{CODE}-2")
    assert "Delete this round" not in commissioner.text


def test_the_days_can_be_changed_until_figures_are_released(
    installation: Installation, commissioner: CarefulClient
) -> None:
    last = today() + timedelta(days=60)
    commissioner.visit(f"/surveys/rounds/{CODE}/days")
    form = commissioner.page
    commissioner.press("Save the days", parts("closes_on", last))
    with installation.database.reading() as session:
        assert round_named(session, CODE).closes_on == last
    frozen(installation, CODE)
    commissioner.page, commissioner.address = form, f"/surveys/rounds/{CODE}/days"
    commissioner.press("Save the days", parts("closes_on", last + timedelta(days=1)))
    assert "Figures of this round were released." in commissioner.text
    with installation.database.reading() as session:
        assert round_named(session, CODE).closes_on == last


def test_the_first_day_stays_once_there_are_answers(
    family: CarefulClient, commissioner: CarefulClient
) -> None:
    sent(family)
    commissioner.visit(f"/surveys/rounds/{CODE}/days")
    commissioner.press("Save the days", parts("opens_on", today() + timedelta(days=1)))
    assert commissioner.errors == ["There are answers already, so the first day stays as it is."]


@pytest.mark.parametrize(
    "address",
    ["", "/new", f"/{CODE}", f"/{CODE}/days", f"/{CODE}/poster", f"/{CODE}/paper", f"/{CODE}/answers/new"],
)
@pytest.mark.sqlite
def test_rounds_are_for_commissioners_only(
    installation: Installation, officer: CarefulClient, commissioner: CarefulClient, address: str
) -> None:
    assert officer.get(f"/surveys/rounds{address}").status_code == 403
    assert commissioner.get(f"/surveys/rounds{address}").status_code == 200
    assert installation.family().get(f"/surveys/rounds{address}").status_code == 404


@pytest.mark.sqlite
def test_an_unknown_round_is_not_found(commissioner: CarefulClient, family: CarefulClient) -> None:
    for part in ("", "/days", "/poster", "/paper", "/answers/new", "/invitations"):
        assert commissioner.get(f"/surveys/rounds/parents-1999{part}").status_code == 404
    assert family.get("/tell-us/parents-1999").status_code == 404


def test_families_choose_their_survey_and_see_until_when_it_is_open(family: CarefulClient) -> None:
    family.visit("/tell-us")
    links = [str(link["href"]) for link in family.page.select(".card a")]
    assert links == ["/tell-us/parents", "/tell-us/young-people", "/tell-us/providers"]
    assert family.text.count("Open until") == 3
    assert "It takes about" in family.text


def test_a_survey_that_is_not_open_says_when_it_is(installation: Installation, family: CarefulClient) -> None:
    next_week = today() + timedelta(days=7)
    moved(installation, CODE, next_week, next_week)
    family.visit("/tell-us")
    assert "Not open now. It opens on" in family.text
    family.visit("/tell-us/parents")
    assert family.heading == "This survey is not open now"
    yesterday = today() - timedelta(days=1)
    moved(installation, CODE, yesterday, yesterday)
    family.visit("/tell-us/parents/questions/heard-of")
    assert family.heading == "This survey is not open now"
    assert "It opens on" not in family.text


def _over(installation: Installation) -> None:
    yesterday = today() - timedelta(days=1)
    moved(installation, CODE, yesterday, yesterday)


def _released(installation: Installation) -> None:
    frozen(installation, CODE)


@pytest.mark.parametrize("end", [_over, _released])
def test_a_round_that_ended_meanwhile_takes_no_answer(
    installation: Installation, family: CarefulClient, end: Callable[[Installation], None]
) -> None:
    filled_in(family)
    end(installation)
    family.press("Send my answers")
    assert family.heading == "This survey is not open now"
    assert installation.row_counts()["survey_response"] == 0
    assert survey_events(installation) == []


def test_sending_again_after_the_last_day_still_finds_the_receipt(
    installation: Installation, family: CarefulClient
) -> None:
    filled_in(family)
    again = family.page
    family.press("Send my answers")
    yesterday = today() - timedelta(days=1)
    moved(installation, CODE, yesterday, yesterday)
    family.page, family.address = again, "/tell-us/parents/check"
    family.press("Send my answers")
    assert family.heading == "Thank you"
    assert installation.row_counts()["survey_response"] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/tell-us/questions/heard-of", "/tell-us/parents/questions/heard-of"),
        ("/tell-us/check", "/tell-us/parents/check"),
        ("/tell-us/thank-you", "/tell-us/parents/thank-you"),
        (f"/tell-us/{CODE}", "/tell-us/parents"),
        (f"/tell-us/young-people-{today().year}", "/tell-us/young-people"),
    ],
)
@pytest.mark.sqlite
def test_old_and_short_addresses_lead_on(family: CarefulClient, old: str, new: str) -> None:
    assert family.get(old).location == new
