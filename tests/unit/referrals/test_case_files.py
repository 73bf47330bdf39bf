"""Cells of files for case systems, and what the loaders of staff content refuse."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.offer.content import Tiers
from portal.questionnaires.content import Questionnaires
from portal.referrals.content import TriageWords, case_systems, hours, matching
from portal.referrals.rules.layouts import Column, cell, hours_text, missing_codes
from portal.settings import PROJECT
from portal.taxonomy.content import Taxonomy

Refused = Callable[[str, str, str], ContentError]


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        (Column("A", "x"), None, ""),
        (Column("A", "x"), "as it is", "as it is"),
        (Column("A", "x"), ("a", "b"), "a; b"),
        (Column("A", "x", join="|"), ("a", "b"), "a|b"),
        (Column("A", "x"), date(2026, 1, 2), "2026-01-02"),
        (Column("A", "x", date_format="%d/%m/%Y"), date(2026, 1, 2), "02/01/2026"),
        # The clock of families: a summer evening in UTC is the next day in London.
        (Column("A", "x", date_format="%d/%m/%Y"), datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "01/07/2026"),
        (Column("A", "x"), True, "yes"),
        (Column("A", "x", {"yes": "Y", "no": "N"}), False, "N"),
        (Column("A", "x", {"1": "T1"}), 1, "T1"),
        (Column("A", "x", {"1": "T1"}), 2, "2"),
        (Column("A", "x", {"1": "T1"}, otherwise="?"), 2, "?"),
        (Column("A", "x", {"a": "1"}, join=","), ("a", "b"), "1,b"),
    ],
)
def test_a_cell(column: Column, value: object, text: str) -> None:
    assert cell(column, value) == text  # type: ignore[arg-type]


@given(st.integers(0, 100_000))
def test_hours_are_written_to_the_nearest_hundredth(minutes: int) -> None:
    assert abs(float(hours_text(minutes)) - minutes / 60) <= 0.0051


def test_a_code_without_its_word_is_named() -> None:
    assert missing_codes(Column("A", "x", {"a": "1"}), ("a", "b")) == ("b",)
    assert missing_codes(Column("A", "x", {"a": "1"}, otherwise=""), ("a", "b")) == ()
    assert missing_codes(Column("A", "x"), ("a", "b")) == ()


@pytest.fixture
def refused(tmp_path: Path, pack: ContentPack) -> Refused:
    """Give the error of a file of the sample pack in which a text was changed."""

    def load(name: str, old: str, new: str) -> ContentError:
        shutil.copy(PROJECT / "content" / name, tmp_path / name)
        path = tmp_path / name
        text = path.read_text()
        assert old in text, "the sample file has changed"
        path.write_text(text.replace(old, new, 1))
        asked, tiers = pack.of(Questionnaires), pack.of(Tiers)
        load_again: Callable[[], object] = {
            "hours.yaml": lambda: hours.load(tmp_path, tiers),
            "matching.yaml": lambda: matching.load(tmp_path, asked, pack.of(Taxonomy), tiers),
            "case-systems.yaml": lambda: case_systems.load(tmp_path, asked, pack.of(TriageWords)),
        }[name]
        with pytest.raises(ContentError) as error:
            load_again()
        return error.value

    return load


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("hours.yaml", "pro_rata: months", "pro_rata: weeks", "pro_rata"),
        ("hours.yaml", "2024-04-01", "2024-02-29", "29 February"),
        ("hours.yaml", "2024-04-01", "the first of April", "valid_from"),
        ("hours.yaml", "round_to_minutes: 60", "round_to_minutes: 0", "round_to_minutes"),
        ("hours.yaml", "rounding: up", "roundingg: up", "misspelt"),
        ("hours.yaml", "early_end: kept", "early_end: kept\n    hours: {nothing: 5}", "no programme nothing"),
        ("hours.yaml", "early_end: kept", "early_end: kept\n    hours: {moving_forward: -5}", "0 hours"),
        ("matching.yaml", "near_miles: 5", "near_miles: 50", "far_miles is below near_miles"),
        ("matching.yaml", "chosen: 10", "chosen: 60", "give 0 to 10"),
        ("matching.yaml", "chosen: 10", "chosenn: 6", "weights"),
        ("matching.yaml", "born: child_born", "born: child_birthday", "no questionnaire asks child_birthday"),
        ("matching.yaml", "answer: wheelchair_user", "answer: wheels", "no questionnaire has this answer"),
        ("matching.yaml", "[halal, own_food_ok]", "[halal, nofood]", "no feature nofood"),
        ("matching.yaml", "programmes: [moving_forward]", "programmes: [moving]", "no programme moving"),
        ("case-systems.yaml", "field: reference}", "field: reference_number}", "no field reference_number"),
        ("case-systems.yaml", "answer.child_born", "answer.child_birthday", "no questionnaire asks this"),
        ("case-systems.yaml", 'accepted: "ACTIVE", ', "", "codes has no accepted"),
        ("case-systems.yaml", "%d/%m/%Y", "%q", "date_format"),
        (
            "case-systems.yaml",
            '{header: "Provider", field: provider}',
            '{header: "Provider", field: provider, date_format: "%d"}',
            "is no date",
        ),
        ("case-systems.yaml", '"PortalChildId"', '"PortalReference"', "stands there twice"),
        ("case-systems.yaml", "code: assessed-needs-record", "code: short-breaks-record", "twice"),
        ("case-systems.yaml", "cases: all", "cases: some", "cases"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_says_why(
    name: str, old: str, new: str, says: str, refused: Refused
) -> None:
    error = refused(name, old, new)
    assert says in str(error)
    assert name in str(error)


def test_an_unknown_field_is_named_with_its_line(refused: Refused) -> None:
    lines = (PROJECT / "content" / "case-systems.yaml").read_text().splitlines()
    wanted = next(number for number, line in enumerate(lines, 1) if "field: reference}" in line)
    assert refused("case-systems.yaml", "field: reference}", "field: ref}").line == wanted
    asked = next(number for number, line in enumerate(lines, 1) if "answer.child_born" in line)
    assert refused("case-systems.yaml", "answer.child_born", "answer.nobody").line == asked
