"""Rounds beside each other, and the report of awareness and barriers."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.importing import imported, written


@pytest.fixture
def commissioner(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    return installation.officer(Role.COMMISSIONER)


def rows_of(answer_text: str) -> list[dict[str, str]]:
    """Read a CSV as a spreadsheet does."""
    return list(csv.DictReader(io.StringIO(answer_text.removeprefix("\ufeff"))))


def test_two_rounds_of_one_survey_show_both_n_and_the_difference(
    installation: Installation, commissioner: CarefulClient, tmp_path: Path
) -> None:
    first = written(tmp_path, "yes", "no", "no", "no", head="told_diagnosis", name="first.csv")
    second = written(tmp_path, "yes", "yes", "no", head="told_diagnosis", name="second.csv")
    for path, code, day in ((first, "parents-a", date(2025, 3, 1)), (second, "parents-b", date(2026, 3, 1))):
        imported(installation, path, survey="parent-survey", round_code=code, day=day)
    commissioner.visit("/surveys/compare?first=parents-a&second=parents-b")
    assert "N: 4 people in the first round, 3 in the second" in commissioner.text
    assert "+42" in commissioner.text
    assert "Not for publication." in commissioner.text
    answer = commissioner.get("/surveys/compare.csv?first=parents-a&second=parents-b")
    (yes,) = [
        row
        for row in rows_of(answer.text)
        if row["Question"] == "Did somebody tell you that you need a diagnosis?" and row["Answer"] == "Yes"
    ]
    assert yes["Difference in points"] == "42"
    assert any("survey.comparison_seen" in event for event in installation.rows()["audit_event"])


def test_parents_stand_beside_young_people_in_matched_questions_only(
    installation: Installation, commissioner: CarefulClient, tmp_path: Path
) -> None:
    parents = written(tmp_path, "very_good", "good", "not_used", "poor", head="rating", name="parents.csv")
    young = written(tmp_path, "good", "ok", head="rating", name="young.csv")
    imported(installation, parents, survey="parent-survey", round_code="parents-a")
    imported(installation, young, survey="young-people-survey", round_code="young-a")
    answer = commissioner.get("/surveys/compare.csv?first=parents-a&second=young-a")
    rows = [row for row in rows_of(answer.text) if row["Question"].startswith("How good are")]
    numbers = {
        row["Answer"]: [value for key, value in row.items() if key.endswith(": Percent")] for row in rows
    }
    assert numbers == {
        "Good": ["50", "50"],
        "OK": ["0", "50"],
        "Not good": ["25", "0"],
        "I don’t know": ["25", "0"],
    }
    commissioner.visit("/surveys/compare?first=parents-a&second=young-a")
    assert "The second round asked: How are short breaks for you?" in commissioner.text
    assert "What made it hard" not in commissioner.text


def test_awareness_is_ranked_with_its_n(
    installation: Installation, commissioner: CarefulClient, tmp_path: Path
) -> None:
    lines = ("haf,overwhelmed", "haf;overnight,overwhelmed;diagnosis", "none,awareness", ",awareness", "haf,")
    path = written(tmp_path, *lines, head="aware_of,barriers")
    imported(installation, path, survey="parent-survey")
    commissioner.visit("/surveys/reports/awareness")
    aware, hard = commissioner.page.find_all("table")
    assert "N = 4 people who answered." in aware.get_text(" ")
    assert "Most people had not heard of: Clubs and groups for everyone;" in aware.get_text(" ")
    assert "Holiday activities and food" not in aware.caption.get_text()
    ranked = [[cell.get_text() for cell in row.find_all("td")] for row in hard.tbody.find_all("tr")]
    assert [row[0] for row in ranked[:3]] == ["1", "2", "3"]
    assert [row[2] for row in ranked[:3]] == ["2", "2", "1"]
    # A tie keeps the order of the engagement of March 2021: awareness before overwhelmed.
    assert ranked[0][1].startswith("I did not know about it")
    assert ranked[1][1].startswith("It was too much")
