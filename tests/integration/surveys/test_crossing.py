"""Cross tables, filters and comparisons on real answers: right, fresh, marked, on record, for commissioners only."""

import csv
import io
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from portal.core.roles import Role
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Question
from portal.surveys.models import SurveyResponse
from portal.surveys.queries.crossing import answers_of
from portal.surveys.rules.crossing import CrossTable, Wanted, cross, people
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.importing import imported, written

SURVEY = "parent-survey"
HEAD = "aware_of,barriers,told_diagnosis"
LINES = (
    "haf;overnight,awareness,yes",
    "haf,awareness;diagnosis,yes",
    "overnight,diagnosis,no",
    "haf,,no",
    ",overwhelmed,",
)


@pytest.fixture
def commissioner(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    return installation.officer(Role.COMMISSIONER)


def with_answers(
    installation: Installation,
    folder: Path,
    lines: Sequence[str] = LINES,
    *,
    round_code: str = "parents-first",
    day: date = date(2026, 3, 1),
) -> None:
    """Keep answers in a round."""
    path = written(folder, *lines, head=HEAD, name=f"{round_code}.csv")
    imported(installation, path, survey=SURVEY, round_code=round_code, day=day)


def question(installation: Installation, name: str) -> Question:
    """Give a question of the parents' survey."""
    found = installation.pack.of(Questionnaires).named(SURVEY).question(name)
    assert found is not None
    return found


def crossed(installation: Installation, rows: str, columns: str, wanted: Wanted | None = None) -> CrossTable:
    """Cross two questions as a page does."""
    wanted = wanted or Wanted()
    with installation.database.reading() as session:
        answers = answers_of(session, SURVEY, (rows, columns, *wanted.choices))
    among = people(answers, wanted)
    return cross(answers, question(installation, rows), question(installation, columns), among)


def cells(table: CrossTable) -> dict[tuple[str, str], int]:
    """Give the cells that are not empty."""
    return {
        (row.code, heading.code): cell.count
        for row in table.rows
        for heading, cell in zip(table.columns, row.cells, strict=True)
        if cell.count
    }


def rows_of(answer_text: str) -> list[dict[str, str]]:
    """Read a CSV as a spreadsheet does."""
    return list(csv.DictReader(io.StringIO(answer_text.removeprefix("\ufeff"))))


def test_a_cross_table_counts_the_people_who_answered_both(
    installation: Installation, tmp_path: Path
) -> None:
    with_answers(installation, tmp_path)
    table = crossed(installation, "aware_of", "barriers")
    assert cells(table) == {
        ("haf", "awareness"): 2,
        ("haf", "diagnosis"): 1,
        ("overnight", "awareness"): 1,
        ("overnight", "diagnosis"): 1,
    }
    assert table.answered == 3
    assert {row.code: row.total for row in table.rows if row.total} == {"haf": 2, "overnight": 2}
    some = crossed(
        installation, "aware_of", "barriers", Wanted(choices={"told_diagnosis": frozenset({"yes"})})
    )
    assert (some.answered, cells(some)[("overnight", "awareness")]) == (2, 1)


def test_many_answers_are_counted_as_one_by_one(installation: Installation, tmp_path: Path) -> None:
    source = random.Random(6)
    told = [(source.choice(("haf", "overnight", "buddying")), source.choice("yn")) for _number in range(400)]
    lines = [f"{aware},,{'yes' if said == 'y' else 'no'}" for aware, said in told]
    # Each line needs words of its own, or a file of equal lines would test nothing but one bit.
    with_answers(installation, tmp_path, lines)
    expected: dict[tuple[str, str], int] = {}
    for aware, said in told:
        key = (aware, "yes" if said == "y" else "no")
        expected[key] = expected.get(key, 0) + 1
    assert cells(crossed(installation, "aware_of", "told_diagnosis")) == expected


def test_a_table_is_right_after_each_response_that_comes_or_goes(
    installation: Installation, tmp_path: Path
) -> None:
    with_answers(installation, tmp_path)
    assert crossed(installation, "aware_of", "told_diagnosis").answered == 4
    with_answers(installation, tmp_path, ("haf,,yes",), round_code="parents-second")
    assert crossed(installation, "aware_of", "told_diagnosis").answered == 5
    with installation.database.unit_of_work() as session:
        keys = session.scalars(select(SurveyResponse.key).where(SurveyResponse.survey == SURVEY)).all()
        session.execute(delete(SurveyResponse).where(SurveyResponse.key.in_(keys)))
    # As many as before, but other people: a count alone would not tell.
    with_answers(installation, tmp_path, ("overnight,,no",) * 5, round_code="parents-third")
    assert cells(crossed(installation, "aware_of", "told_diagnosis")) == {("overnight", "no"): 5}


def test_answers_of_another_survey_to_a_question_of_the_same_name_are_left_out(
    installation: Installation, tmp_path: Path
) -> None:
    with_answers(installation, tmp_path, ("haf,,yes",))
    path = written(tmp_path, "yes", head="easy_to_find", name="young.csv")
    imported(installation, path, survey="young-people-survey")
    with installation.database.reading() as session:
        answers = answers_of(session, SURVEY, ("easy_to_find",))
    assert (answers.everybody, answers.answered("easy_to_find")) == (1, 0)


def test_the_page_crosses_what_the_address_asks_for(
    installation: Installation, commissioner: CarefulClient, tmp_path: Path
) -> None:
    with_answers(installation, tmp_path)
    commissioner.visit(f"/surveys/{SURVEY}")
    commissioner.follow("Cross two questions")
    commissioner.visit(f"/surveys/{SURVEY}/cross?rows=aware_of&columns=barriers&only=told_diagnosis:yes")
    assert "2 people answered both questions." in commissioner.text
    assert "Not for publication." in commissioner.text
    assert "Did somebody tell you that you need a diagnosis? Yes" in commissioner.text
    found = rows_of(commissioner.get(f"/surveys/{SURVEY}/cross.csv?rows=aware_of&columns=barriers").text)
    by_label = {next(iter(row.values())): row for row in found}
    assert by_label["Holiday activities and food (HAF)"]["All who answered both"] == "2"
    assert all(row["Use"].startswith("Not for publication") for row in found)
    events = [event for event in installation.rows()["audit_event"] if "survey.cross_table_seen" in event]
    assert len(events) == 2


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", "5 responses."),
        ("?round=parents-first", "5 responses."),
        ("?channel=online", "0 of 5 responses."),
        ("?channel=import&only=aware_of:haf", "3 of 5 responses."),
        ("?only=aware_of:haf&only=aware_of:overnight", "4 of 5 responses."),
        ("?only=aware_of:haf&only=told_diagnosis:no", "1 of 5 responses."),
        ("?from=2026-03-02", "0 of 5 responses."),
        ("?to=2026-03-01", "5 responses."),
    ],
)
def test_filters_in_the_address_say_how_many_they_leave(
    installation: Installation, commissioner: CarefulClient, tmp_path: Path, query: str, number: str
) -> None:
    with_answers(installation, tmp_path)
    commissioner.visit(f"/surveys/{SURVEY}{query}")
    assert number in commissioner.text


@pytest.mark.parametrize("days", ["from=1.3.2026", "from=2026-03-02&to=2026-03-01"])
@pytest.mark.sqlite
def test_days_that_cannot_be_understood_are_told_and_nothing_is_counted(
    commissioner: CarefulClient, days: str
) -> None:
    commissioner.visit(f"/surveys/{SURVEY}?{days}")
    assert commissioner.errors
    assert not commissioner.page.find("table")
    assert commissioner.get(f"/surveys/{SURVEY}/counts.csv?{days}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/surveys/parent-survey?round=no-such-round",
        "/surveys/parent-survey?channel=pigeon",
        "/surveys/parent-survey?only=aware_of:nothing",
        "/surveys/parent-survey?only=aware_of",
        "/surveys/parent-survey/cross?rows=best_thing&columns=barriers",
        "/surveys/parent-survey/cross.csv?rows=barriers",
        "/surveys/referral/cross",
        "/surveys/compare?first=no-such-round",
        "/surveys/compare.csv",
        "/surveys/reports/consultees?round=no-such-round",
        "/surveys/reports/consultees.pdf",
    ],
)
@pytest.mark.sqlite
def test_what_is_not_there_is_not_found(commissioner: CarefulClient, address: str) -> None:
    assert commissioner.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/surveys/parent-survey/cross",
        "/surveys/parent-survey/cross.csv?rows=barriers&columns=aware_of",
        "/surveys/compare",
        "/surveys/reports/consultees",
        "/surveys/reports/consultees.docx",
        "/surveys/reports/awareness.csv",
    ],
)
@pytest.mark.sqlite
def test_results_are_for_commissioners_only(
    installation: Installation, officer: CarefulClient, address: str
) -> None:
    assert officer.get(address).status_code == 403
    assert installation.visitor_of_staff().get(address).status_code == 303
    assert installation.family().get(address).status_code == 404
