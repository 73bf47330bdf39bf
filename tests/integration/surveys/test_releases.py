"""What is released: the same in every form, safe beside earlier releases, final, and for commissioners only."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.core.disclosure.auditor import narrow_cells
from portal.core.roles import Role
from portal.infra.clock import today
from portal.surveys.models import CodedAnswer, SurveyRelease, SurveyResponse, SurveyRound, SurveyText
from portal.surveys.queries.releases import releases
from portal.surveys.queries.rounds import round_named
from portal.surveys.services import releases as services
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.filling_in import survey_events
from tests.integration.surveys.releasing import (
    BARRIERS,
    CROSSED,
    cells_of_csv,
    cells_of_page,
    cells_of_word,
    look,
    made_up,
    released,
    round_over,
)


@pytest.fixture
def address(installation: Installation) -> str:
    """Give the page of a release of one round of 80 parents."""
    round_over(installation, "spring", made_up(80))
    released(installation, "spring")
    return f"/what-families-said/parents-{today().isoformat()}"


def test_page_chart_csv_and_document_show_the_same(family: CarefulClient, address: str) -> None:
    family.visit("/what-families-said")
    family.follow("What parents and carers said")
    assert "80 people answered." in family.text
    page = cells_of_page(family)
    assert page == cells_of_csv(family.get(f"{address}.csv").text)
    assert page == cells_of_word(family.get(f"{address}.docx").data)
    hidden = {cell for cell, number in page.items() if number == "hidden"}
    assert hidden
    assert "0" in page.values()
    assert not {"1", "2", "3", "4"} & set(page.values())
    words = [text.get_text() for text in family.page.select("section.released svg text")]
    # No chart has a bar of everybody; every other hidden cell stands in one as the same word.
    assert words.count("hidden") == sum(row != "Everybody" for _table, row, _column in hidden)
    assert "hidden" in family.page.select_one("main").get_text()  # type: ignore[union-attr]


def test_what_is_kept_has_nothing_exact_and_stands_the_audit(
    installation: Installation, address: str
) -> None:
    with installation.database.reading() as session:
        (kept,) = releases(session)
        (tables,) = session.scalars(select(SurveyRelease.tables))
    assert narrow_cells([kept.release]) == ()
    numbers = [value for table in tables for _key, value in table["cells"]]
    assert None in numbers
    assert not {1, 2, 3, 4} & set(numbers)
    assert address.endswith(kept.code)


def test_the_page_speaks_polish(family: CarefulClient, address: str) -> None:
    family.get("/?lang=pl")
    answer = family.get(f"{address}?lang=pl")
    assert answer.status_code == 200
    assert 'lang="pl"' in answer.text


@pytest.mark.parametrize(
    ("rounds", "sentence"),
    [
        ((), "Choose at least one round"),
        (("small",), "Fewer than 5 people"),
        (("imported",), "never released as findings"),
        (("open",), "still open"),
    ],
)
@pytest.mark.sqlite
def test_what_cannot_be_released_says_why(
    installation: Installation, rounds: tuple[str, ...], sentence: str
) -> None:
    round_over(installation, "small", made_up(4))
    round_over(installation, "imported", made_up(30), channel="import")
    round_over(installation, "open", made_up(30, 2))
    with installation.database.unit_of_work() as session:
        session.execute(update(SurveyRound).where(SurveyRound.code == "open").values(closes_on=today()))
    commissioner = installation.officer(Role.COMMISSIONER)
    answer = commissioner.get(
        f"/surveys/releases/parents/preview?{'&'.join(f'round={one}' for one in rounds)}"
    )
    assert answer.status_code == 409
    assert sentence in answer.text
    assert installation.row_counts()["survey_release"] == 0


@pytest.mark.sqlite
def test_only_rounds_that_can_be_released_are_offered(installation: Installation) -> None:
    round_over(installation, "spring", made_up(30))
    round_over(installation, "imported", made_up(30), channel="import")
    commissioner = installation.officer(Role.COMMISSIONER)
    page = commissioner.visit("/surveys/releases")
    assert [box["value"] for box in page.select("input[name=round]")] == ["spring"]
    assert "Not offered: Round imported." in commissioner.text


def test_exact_stands_beside_published_and_each_look_is_on_record(installation: Installation) -> None:
    round_over(installation, "spring", made_up(80))
    commissioner = installation.officer(Role.COMMISSIONER)
    look(commissioner, "spring")
    assert "Not for publication." in commissioner.text
    pairs = [
        (row.select("td")[place].text, row.select("td")[place + 1].text)
        for row in commissioner.page.select("tbody tr")
        for place in range(0, len(row.select("td")), 2)
    ]
    assert any(exact in "1234" and published == "hidden" for exact, published in pairs)
    assert all(published in {exact, "hidden", "–"} for exact, published in pairs)
    (event,) = survey_events(installation)
    assert "survey.release_previewed" in event


def test_nothing_is_released_without_the_tick(installation: Installation) -> None:
    round_over(installation, "spring", made_up(80))
    commissioner = installation.officer(Role.COMMISSIONER)
    look(commissioner, "spring")
    commissioner.press("Release these figures", {"round": ["spring"]})
    assert "Tick that you have looked at every table." in commissioner.text
    assert installation.row_counts()["survey_release"] == 0


def test_a_release_freezes_its_rounds_and_is_on_record(installation: Installation, address: str) -> None:
    with installation.database.reading() as session:
        spring = round_named(session, "spring")
    assert spring.is_frozen
    assert not spring.is_open(spring.closes_on)
    assert not spring.takes_entries(today() + timedelta(days=1))
    assert any("survey.released" in event for event in survey_events(installation))


def test_a_second_release_with_a_few_more_people_is_refused(installation: Installation, address: str) -> None:
    round_over(installation, "summer", made_up(3, 2))
    commissioner = installation.officer(Role.COMMISSIONER)
    answer = commissioner.get("/surveys/releases/parents/preview?round=spring&round=summer")
    assert answer.status_code == 409
    assert "would tell what a few people said" in answer.text


def test_a_second_release_with_many_more_people_is_protected_against_the_first(
    installation: Installation, address: str
) -> None:
    round_over(installation, "summer", made_up(60, 2))
    released(installation, "spring", "summer")
    with installation.database.reading() as session:
        both, first = releases(session)
    assert both.people == 140
    assert both.code == f"{first.code}-2"
    assert narrow_cells([first.release, both.release]) == ()


def test_what_came_in_between_stops_the_release(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_over(installation, "spring", made_up(80))
    commissioner = installation.officer(Role.COMMISSIONER)
    look(commissioner, "spring")
    marks = iter([(0, 80), (0, 81)])
    monkeypatch.setattr(services, "_mark", lambda *_arguments: next(marks, (0, 81)))
    commissioner.press("Release these figures", {"round": ["spring"], "sure": "yes"})
    assert "in between" in commissioner.text
    assert installation.row_counts()["survey_release"] == 0
    assert not any("survey.released" in event for event in survey_events(installation))


def test_figures_that_nobody_has_looked_at_are_not_released(installation: Installation) -> None:
    round_over(installation, "spring", made_up(80))
    commissioner = installation.officer(Role.COMMISSIONER)
    look(commissioner, "spring")
    # A colleague types in what came on paper while this one reads.
    with installation.database.unit_of_work() as session:
        found = round_named(session, "spring")
        session.add(
            SurveyResponse(
                key="f" * 32,
                round_id=found.id,
                channel="paper",
                survey="parent-survey",
                version="1",
                answered_on=today(),
            )
        )
    commissioner.press("Release these figures", {"round": ["spring"], "sure": "yes"})
    assert "in between" in commissioner.text
    assert "81 people answered." in commissioner.text
    assert installation.row_counts()["survey_release"] == 0
    commissioner.press("Release these figures", {"round": ["spring"], "sure": "yes"})
    assert installation.row_counts()["survey_release"] == 1


def test_words_that_nobody_has_read_are_not_released_as_nobody_said_this(
    installation: Installation, family: CarefulClient
) -> None:
    round_over(installation, "spring", made_up(80))
    with installation.database.unit_of_work() as session:
        key = session.scalars(select(SurveyResponse.key)).first()
        session.add(SurveyText(response_key=key, question="not_working", sealed=b"sealed"))
    commissioner = installation.officer(Role.COMMISSIONER)
    look(commissioner, "spring")
    said = "Nobody has read all that people wrote for these tables"
    assert said in commissioner.text
    commissioner.press("Release these figures", {"round": ["spring"], "sure": "yes"})
    family.visit(f"/what-families-said/parents-{today().isoformat()}")
    assert "What is not working" not in family.text
    assert "What is good about short breaks" in family.text
    with installation.database.unit_of_work() as session:
        session.add(CodedAnswer(response_key=key, group="negative", coder="1", coded_on=today()))
    look(commissioner, "spring")
    assert said not in commissioner.text


def test_a_question_by_another_is_shown_with_its_totals(family: CarefulClient, address: str) -> None:
    family.visit(address)
    page = cells_of_page(family)
    assert page[CROSSED, "Everybody", "Everybody"] == "80"
    assert (BARRIERS, "Did not answer", "Everybody") in page


@pytest.mark.parametrize("path", ["/surveys/releases", "/surveys/releases/parents/preview"])
@pytest.mark.sqlite
def test_releasing_is_for_commissioners_only(
    installation: Installation, officer: CarefulClient, path: str
) -> None:
    assert officer.get(path).status_code == 403
    assert installation.visitor_of_staff().get(path).status_code == 303
    assert installation.family().get(path).status_code == 404


@pytest.mark.sqlite
def test_what_is_no_release_is_not_found(installation: Installation, family: CarefulClient) -> None:
    for ending in ("", ".csv", ".docx"):
        assert family.get(f"/what-families-said/parents-2020-01-01{ending}").status_code == 404
    assert installation.officer(Role.COMMISSIONER).get("/surveys/releases/x/preview").status_code == 404


def test_a_round_whose_questions_were_asked_otherwise_is_released_too(
    installation: Installation, family: CarefulClient
) -> None:
    # "Who told you" was asked of everybody, a question with one answer took two, and another had one answer more.
    first, second, *others = made_up(80)
    old = {**first, "told_diagnosis": ["no"], "told_by": ["school"], "barriers": ["none", "awareness"]}
    round_over(installation, "older", [{**first, "barriers": ["gone"]}])
    round_over(installation, "spring", [old, {**second, "rating": ["good", "poor"]}, *others])
    released(installation, "spring")
    family.visit(f"/what-families-said/parents-{today().isoformat()}")
    assert "80 people answered." in family.text
    # An answer that is not asked any more stands only where somebody gave it.
    assert not [row for _table, row, _column in cells_of_page(family) if row == "gone"]
