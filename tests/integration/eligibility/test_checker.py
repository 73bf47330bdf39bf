"""The checker from start to result: what a family reads, and that nothing of it is kept."""

import base64
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import Tag

from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

SAM: Answers = {
    "who": "parent",
    "age": "7",
    "area": "bromyard",
    "diagnosis": "no",
    "ehc_plan": "no",
    "assessment": "no",
    "needs": [],
    "safe": "yes",
}
REST = ("area", "diagnosis", "ehc_plan", "assessment", "needs", "safe")


def answered(family: CarefulClient, upto: str | None = None, **changes: str | list[str]) -> None:
    """Go through the questions as Sam, with some answers changed; stop before the question `upto`."""
    family.visit("/eligibility")
    family.follow("Start")
    for name, answer in {**SAM, **changes}.items():
        if name == upto:
            return
        given = answer if name != "age" or answer else "not_sure"
        field = "age_beside" if given == "not_sure" and name == "age" else name
        # Boxes that nobody ticks are not sent.
        family.press("Continue", {field: given} if given else {})


def go_on(family: CarefulClient, *names: str) -> None:
    """Answer some questions as Sam."""
    for name in names:
        family.press("Continue", {name: SAM[name]} if SAM[name] else {})


def kept(family: CarefulClient) -> str:
    """Give what the page carries."""
    field = family.page.select_one("#answers input[name=kept]")
    assert isinstance(field, Tag)
    return str(field["value"])


def links(family: CarefulClient) -> list[str]:
    """Give where the links inside the page lead."""
    return [str(link["href"]) for link in family.page.select("main a")]


def test_no_diagnosis_no_plan_no_assessment(family: CarefulClient) -> None:
    answered(family)
    assert family.heading == "You can get Tier 1 and Tier 2 short breaks"
    assert "/activities?tier=universal&tier=targeted&age=5-7&near=bromyard" in links(family)
    assert "/ask" in links(family)
    assert "tel:01632960120" in links(family)
    for words in ("Moving Forward", "up to the age of 25", "after a social care assessment"):
        assert words in family.text
    assert "eligible" not in family.text.lower()


def test_the_start_says_the_message_and_that_nothing_is_kept(family: CarefulClient) -> None:
    family.visit("/eligibility")
    assert "You do not need a diagnosis. You do not need a social care assessment." in family.text
    assert "We keep nothing." in family.text


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({"age": ""}, "You can get Tier 1 short breaks, and maybe more"),
        ({"area": "not_sure"}, "You can get Tier 1 short breaks, and maybe more"),
        ({"area": "elsewhere"}, "There is help for you"),
        ({"age": "26"}, "There is help for you"),
        ({"age": "25"}, "You can get Tier 1 and Tier 2 short breaks"),
        ({"assessment": "not_sure"}, "You can get Tier 1 and Tier 2 short breaks"),
        ({"who": "not_sure", "diagnosis": "not_sure"}, "You can get Tier 1 and Tier 2 short breaks"),
    ],
)
def test_every_way_ends_in_kind_words_and_something_to_do(
    family: CarefulClient, changes: dict[str, str], heading: str
) -> None:
    answered(family, **changes)
    assert family.heading == heading
    assert any(link.startswith("/activities") for link in links(family))
    assert any(link.startswith("tel:") for link in links(family))
    assert "eligible" not in family.text.lower()


def test_not_being_safe_shows_help_at_once_and_does_not_stop_anything(family: CarefulClient) -> None:
    answered(family, upto="safe")
    assert not family.page.select(".panel--help")
    family.press("Continue", {"safe": "no"})
    assert family.page.select(".panel--help a[href='tel:999']")
    assert family.heading == "You can get Tier 1 and Tier 2 short breaks"
    assert "/ask" in links(family)


def test_not_being_sure_to_be_safe_shows_help_too(family: CarefulClient) -> None:
    answered(family, safe="not_sure")
    assert family.page.select(".panel--help a[href='tel:999']")
    assert family.heading == "You can get Tier 1 and Tier 2 short breaks"


def test_being_safe_shows_no_help_panel(family: CarefulClient) -> None:
    answered(family)
    assert not family.page.select(".panel--help")


@pytest.mark.parametrize("area", ["elsewhere", "not_sure"])
def test_the_search_is_near_a_place_only_when_we_know_the_place(family: CarefulClient, area: str) -> None:
    answered(family, area=area)
    searches = [link for link in links(family) if link.startswith("/activities")]
    assert searches
    assert not any("near=" in link for link in searches)


def test_nothing_is_stored_and_nothing_stands_in_an_address(
    installation: Installation, family: CarefulClient
) -> None:
    before = installation.rows()
    answered(family)
    assert "?" not in family.address
    assert {name: rows for name, rows in installation.rows().items() if name != "post_count"} == {
        name: rows for name, rows in before.items() if name != "post_count"
    }
    assert family.get_cookie("draft") is None


def test_the_page_that_carries_the_answers_cannot_be_read(family: CarefulClient) -> None:
    answered(family, upto="diagnosis")
    assert b"bromyard" not in base64.urlsafe_b64decode(kept(family))


def test_going_back_shows_what_was_answered_and_forward_keeps_it(family: CarefulClient) -> None:
    answered(family, upto="diagnosis")
    family.press("Back")
    assert family.heading == "Where does the child or young person live?"
    assert family.page.select_one("input[checked]")["value"] == "bromyard"  # type: ignore[index]
    family.press("Back")
    assert family.page.select_one("#age")["value"] == "7"  # type: ignore[index]
    family.press("Continue", {"age": "8"})
    family.press("Continue")
    assert family.heading == "Is there a diagnosis?"


def test_an_earlier_page_of_the_browser_can_be_sent_again(family: CarefulClient) -> None:
    """The browser's own back button shows an old page with its old state; it goes on from there."""
    answered(family, upto="area")
    old = family.page
    family.press("Continue", {"area": "elsewhere"})
    family.press("Continue", {"diagnosis": "no"})
    family.page = old
    family.press("Continue", {"area": "kington"})
    assert family.heading == "Is there a diagnosis?"
    go_on(family, *REST[1:])
    assert family.heading == "You can get Tier 1 and Tier 2 short breaks"


def test_the_browser_may_show_these_pages_again(family: CarefulClient) -> None:
    answered(family, upto="area")
    answer = family.press("Continue", {"area": "kington"})
    assert "no-store" not in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"age": ""}, "Enter an age, or tick “Not sure”"),
        ({"age": "seven"}, "Enter the age as a whole number, like 7"),
        ({"age": "-1"}, "Enter an age of 0 or more"),
        ({"age": "121"}, "Check the age. It cannot be over 120."),
        ({"age": "9" * 40}, "Enter the age as a whole number, like 7"),
        ({"age": "<b>7</b>"}, "Enter the age as a whole number, like 7"),
    ],
)
def test_a_wrong_age_is_told_at_the_field_and_stays(
    family: CarefulClient, typed: dict[str, str], error: str
) -> None:
    answered(family, upto="age")
    family.press("Continue", dict(typed))
    assert family.errors == [error]
    assert family.page.select_one("#age")["value"] == typed["age"]  # type: ignore[index]


@pytest.mark.parametrize("change", ["cut", "flip", "empty", "words", "other", "huge"])
def test_a_changed_page_starts_again_kindly(family: CarefulClient, change: str) -> None:
    answered(family, upto="diagnosis")
    whole = kept(family)
    changed = {
        "cut": whole[:-8],
        "flip": whole[:40] + ("A" if whole[40] != "A" else "B") + whole[41:],
        "empty": "",
        "words": "<script>alert(1)</script> ü",
        "other": base64.urlsafe_b64encode(b"x" * 80).decode(),
        "huge": "A" * 100_000,
    }[change]
    answer = family.post("/eligibility/questions", data={"kept": changed, "diagnosis": "no"})
    assert answer.status_code == 200
    assert family.heading == "Who are you?"
    assert "We could not read your earlier answers." in family.text


def test_a_page_that_was_open_for_two_days_starts_again_kindly(family: CarefulClient) -> None:
    answered(family, upto="diagnosis")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=25)):
        family.press("Continue", {"diagnosis": "no"})
    assert "We could not read your earlier answers." in family.text


def test_it_works_without_cookies(installation: Installation) -> None:
    answered(family := installation.public.test_client(use_cookies=False))  # type: ignore[arg-type]
    assert family.heading == "You can get Tier 1 and Tier 2 short breaks"  # type: ignore[attr-defined]


def test_the_language_changes_on_a_question_and_on_the_result(family: CarefulClient) -> None:
    answered(family, upto="age")
    family.press("Polski", {"age": "9"})
    assert family.page.html["lang"] == "pl"  # type: ignore[index]
    assert family.page.select_one("#age")["value"] == "9"  # type: ignore[index]
    family.press("English")
    family.press("Continue", {"age": "7"})
    go_on(family, *REST)
    assert family.heading == "You can get Tier 1 and Tier 2 short breaks"
    family.press("Polski")
    assert family.page.html["lang"] == "pl"  # type: ignore[index]
    assert any(link.startswith("/activities") for link in links(family))


def test_answers_can_be_changed_from_the_result(family: CarefulClient) -> None:
    answered(family)
    family.press("Change my answers")
    assert family.heading == "Do you feel able to keep everybody safe?"
    family.press("Back")
    family.press("Back")
    assert family.heading == "Was there a social care assessment?"
    assert [field["value"] for field in family.page.select("input[checked]")] == ["no"]


def test_there_is_no_result_without_answers(family: CarefulClient) -> None:
    family.visit("/eligibility/result")
    assert family.heading == "Find out what you can get"
    family.post("/eligibility/result", data={})
    assert family.heading == "Who are you?"


def test_a_result_names_the_version_of_its_rules(family: CarefulClient) -> None:
    answered(family)
    assert re.search(r"rules of version \d{4}-\d{2}", family.text)
