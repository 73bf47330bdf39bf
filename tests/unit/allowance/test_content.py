"""The files of the allowance: loaded whole, refused with the line, easy to read."""

import re
from pathlib import Path

import pytest

from portal.allowance.content import load
from portal.allowance.rules.allowed import Allowed
from portal.allowance.rules.years import FinancialYear
from portal.infra.content_files import ContentError
from portal.settings import PROJECT
from tests import reading

THIS = FinancialYear(2026)
HARDEST_GRADE, LONGEST_SENTENCE = 6.0, 25

GOOD = """year: 2026-27
valid_from: 2026-04-01
decided: true
reviewed: 2026-11-20
answer_working_days: 5
source: {text: "The council"}
in_short: {texts: ["Fun"]}
groups:
  - {code: clubs, title: "Clubs"}
items:
  - {code: swimming, group: clubs, allowed: "yes", label: "Swimming", reason: "Fun.", words: [swim]}
"""


def written(folder: Path, text: str, name: str = "2026-27.yaml") -> Path:
    """Write a pack with one year."""
    path = folder / "allowance" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return folder


def test_the_sample_has_rules_for_this_year_and_the_last_and_says_what_is_not_decided() -> None:
    rules = load(PROJECT / "content")
    assert [year.code for year in rules.years] == ["2025-26", "2026-27", "2027-28"]
    assert [year.is_decided for year in rules.years.values()] == [True, True, False]
    this_year = rules.years[THIS]
    assert len(this_year.rules) >= 40
    assert {rule.allowed for rule in this_year.rules} == set(Allowed)


def test_things_for_home_are_not_allowed_any_more() -> None:
    rules = load(PROJECT / "content")
    before, after = (rules.years[FinancialYear(first)].rule("garden_trampoline") for first in (2025, 2026))
    assert before is not None
    assert after is not None
    assert (before.allowed, after.allowed) == (Allowed.ASK, Allowed.NO)


@pytest.mark.parametrize("year", [FinancialYear(2025), THIS])
def test_a_reader_of_eleven_can_read_the_rules(year: FinancialYear) -> None:
    rules = load(PROJECT / "content").years[year]
    text = "\n".join(f"{rule.label}\n{rule.reason}" for rule in rules.rules)
    assert reading.grade(text) <= HARDEST_GRADE
    assert len(reading.longest(text)) <= LONGEST_SENTENCE
    hard = [rule.reason for rule in rules.rules if reading.grade(rule.reason) > HARDEST_GRADE + 2]
    assert not hard


def test_every_verdict_that_is_no_yes_gives_a_way_on_or_a_reason() -> None:
    rules = load(PROJECT / "content").years[THIS]
    assert all(len(rule.reason.split()) >= 3 for rule in rules.rules)


def test_a_good_file_loads(tmp_path: Path) -> None:
    rules = load(written(tmp_path, GOOD))
    assert [rule.label for rule in rules.years[THIS].rules] == ["Swimming"]


def test_a_pack_without_an_allowance_loads(tmp_path: Path) -> None:
    assert not load(tmp_path).years


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("year: 2026-27", "year: 2026-28", "financial year"),
        ("year: 2026-27", "year: 2025-26", "financial year"),
        ("2026-04-01", "2026-04-06", "starts on 2026-04-01"),
        ("group: clubs, allowed", "group: trips, allowed", "there is no group trips"),
        ('allowed: "yes"', 'allowed: "maybe"', "items.0.allowed"),
        ("decided: true", "decided: false", "a decided year has"),
        ('reason: "Fun."', 'reason: ""', "items.0.reason"),
        ("code: swimming", "code: Swimming", "items.0.code"),
        ("label:", "name:", "misspelt"),
        ("answer_working_days: 5", "answer_working_days: 0", "answer_working_days"),
    ],
)
def test_a_mistake_is_told_with_its_file(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ContentError, match=re.escape(told)) as error:
        load(written(tmp_path, GOOD.replace(old, new, 1)))
    assert error.value.path.name == "2026-27.yaml"


def test_an_item_twice_and_an_empty_group_are_told(tmp_path: Path) -> None:
    line = GOOD.splitlines()[-1]
    with pytest.raises(ContentError, match="two items have the code swimming"):
        load(written(tmp_path, f"{GOOD}{line}\n"))
    with pytest.raises(ContentError, match="no item is in the group trips"):
        load(written(tmp_path, GOOD.replace("groups:\n", 'groups:\n  - {code: trips, title: "Trips"}\n')))


def test_a_year_that_is_not_decided_needs_a_note(tmp_path: Path) -> None:
    text = GOOD.partition("in_short")[0].replace("decided: true", "decided: false")
    with pytest.raises(ContentError, match="needs a note"):
        load(written(tmp_path, text))
