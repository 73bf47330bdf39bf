"""Whatever is typed or missing: an error at the field and in the summary, nothing lost, never a fault."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.careful_client import Answers, CarefulClient
from tests.factories import A_FAMILY, a_family_that_asked, answer_all, answer_until
from tests.installation import Installation

HOSTILE = {
    "pasted html": "<b onmouseover=alert(1)>Hi</b><script>alert(1)</script>",
    "emoji": "👩‍👧🏽 🎠 zażółć",
    "very long": "x" * 100_000,
    "a formula": "=1+1",
    "lines": "one\r\n\r\ntwo",
    "right to left": "\u202egnp.exe",
    "spaces": "   ",
}
PAGES = 25


def _each_page(client: CarefulClient, changes: Answers | None = None) -> Iterator[Answers]:
    """Open one page of questions after the other; give the good answers of each before they are sent."""
    texted = {"contact_method": "text", "phone": "07700 900982"}
    answers = {**A_FAMILY, **texted, "agreed_by": "other_parent", **(changes or {})}
    client.visit("/ask")
    client.press("Start")
    for _page in range(PAGES):
        if client.heading == "Check your answers":
            return
        names = {str(field["name"]) for field in client.page.select("main [name]")}
        good = {name: given for name, given in answers.items() if name in names}
        yield good
        client.press("Continue", good)
        assert not client.errors, client.errors


def test_no_field_breaks_of_a_zero_byte(family: CarefulClient) -> None:
    _try_everywhere(family, "a\x00b")


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_field_breaks_and_what_was_typed_is_shown_again(kind: str, family: CarefulClient) -> None:
    _try_everywhere(family, HOSTILE[kind])


MAY_BE_EMPTY = {
    *("likes", "times", "activity", "in-your-words", "communication", "goals", "travel", "preferences"),
    *("heard", "champion"),
}


def _try_everywhere(family: CarefulClient, text: str) -> None:
    """Send one text in every field of every page, one field at a time."""
    for good in _each_page(family):
        form = family.page.select_one("form#answers")
        page, address = family.page, family.address
        for name in good:
            data = family.filled(form, dict(good))
            data.setlist(name, [text])
            answer = family.post(str(form["action"]), data=data, follow_redirects=True)
            assert answer.status_code < 500
            assert "<script>alert(1)" not in answer.text
            written = family.page.select_one(f"input[type=text][name={name}], textarea[name={name}]")
            if family.errors and written is not None and "\x00" not in text and text.strip():
                held = (
                    written.get_text().removeprefix("\n") if written.name == "textarea" else written["value"]
                )
                assert " ".join(held.split()) == " ".join(text.split()), name
        family.page, family.address = page, address


def test_every_page_asks_again_when_nothing_is_chosen(family: CarefulClient) -> None:
    for good in _each_page(family):
        if family.address.split("?")[0].rpartition("/")[2] in MAY_BE_EMPTY:
            continue
        family.press("Continue", {name: [] for name in good})
        assert family.errors, family.heading
        summary = family.page.select(".error-summary a")
        for link in summary:
            assert family.page.select_one(str(link["href"])).name in {"input", "select", "textarea"}
        assert family.page.select(".error-message")
        assert family.page.title.get_text().startswith("Error: ")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("day", "month", "year", "says"),
    [
        ("31", "2", "2016", "That is not a real date"),
        ("1", "", "2016", "Enter a day, a month and a year"),
        ("1", "1", "16", "Enter all 4 numbers of the year"),
        ("1", "1", "2099", "This date has not come yet"),
        ("1", "1", "1950", "Our short breaks are for people up to 25"),
        ("x", "y", "z", "date"),
        ("٣", "٣", "٢٠١٦", ""),
        ("9" * 400, "1", "2016", "date"),
        ("-1", "1", "2016", "date"),
    ],
)
def test_a_wrong_date_says_what_is_wrong_and_stays(
    day: str, month: str, year: str, says: str, family: CarefulClient
) -> None:
    typed = {"child_born-day": day, "child_born-month": month, "child_born-year": year}
    answer_until(family, "child_born-day")
    family.press("Continue", typed)
    if says:
        assert says in " ".join(family.errors)
        shown = {name: family.page.select_one(f"[name={name}]")["value"] for name in typed}
        assert shown == typed


@pytest.mark.sqlite
@pytest.mark.parametrize("token", [None, "", "x", "a.b.c", "\x00"])
def test_a_page_without_a_good_token_keeps_what_was_typed_and_works_at_the_second_press(
    token: str | None, family: CarefulClient
) -> None:
    good = answer_until(family, "child_first_name")
    data = family.filled(family.page.select_one("form#answers"), dict(good))
    data.pop("csrf_token")
    if token is not None:
        data["csrf_token"] = token
    answer = family.post(family.address, data=data)
    assert answer.status_code == 200
    assert (
        "This page was open for a long time. What you wrote is still here. Press the button again."
        in family.errors
    )
    assert family.page.select_one("#child_first_name")["value"] == "Zofia"
    family.press("Continue")
    assert family.heading == "When was your child born?"


@pytest.mark.parametrize("away", [timedelta(minutes=61), timedelta(hours=19), timedelta(days=27)])
def test_a_parent_who_was_interrupted_goes_on(away: timedelta, family: CarefulClient) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        answer_all(family)
        clock.shift(away)
        family.press("Send my request")
        assert family.heading == "We have your request"


def test_after_28_days_the_answers_are_gone_and_the_page_says_so(
    installation: Installation, family: CarefulClient
) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        answer_all(family)
        clock.shift(timedelta(days=28))
        family.press("Send my request")
        assert family.heading == "We could not find your answers"
        installation.work()
        assert installation.row_counts()["draft"] == 0


@pytest.mark.sqlite
def test_a_browser_without_its_cookies_is_told_and_the_last_page_is_kept(family: CarefulClient) -> None:
    good = answer_until(family, "child_first_name")
    family.delete_cookie("draft")
    family.press("Continue", good)
    assert family.heading == "We could not find your answers"
    family.visit("/ask/parent/questions/child-name")
    assert family.page.select_one("#child_first_name")["value"] == "Zofia"


@pytest.mark.sqlite
def test_going_back_and_changing_an_answer_returns_to_the_check(family: CarefulClient) -> None:
    answer_all(family)
    family.follow("Change Child’s first name")
    family.press("Continue", {"child_first_name": "Zosia"})
    assert family.heading == "Check your answers"
    assert "Zosia" in family.text


@pytest.mark.sqlite
def test_switching_the_language_keeps_what_was_typed(family: CarefulClient) -> None:
    good = answer_until(family, "child_first_name")
    family.press("polski" if family.page.find("button", string="polski") else "Polski", good)
    assert family.page.html["lang"] == "pl"
    assert family.page.select_one("#child_first_name")["value"] == "Zofia"


@pytest.mark.sqlite
def test_somebody_elses_draft_does_not_open(installation: Installation, family: CarefulClient) -> None:
    answer_all(family)
    assert installation.family().get("/ask/parent/check").status_code == 404


@pytest.mark.sqlite
def test_deleting_answers_deletes_them(installation: Installation, family: CarefulClient) -> None:
    answer_all(family)
    family.press("Delete my answers")
    assert family.heading == "Your answers are deleted"
    assert installation.row_counts()["draft"] == 0
    assert family.get("/ask/parent/check").status_code == 404


def test_the_receipt_is_gone_after_a_day(installation: Installation, family: CarefulClient) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False) as clock:
        a_family_that_asked(family)
        clock.shift(timedelta(hours=23))
        family.visit("/ask/parent/sent")
        clock.shift(timedelta(hours=1))
        assert family.get("/ask/parent/sent").status_code == 404
        installation.work()
        assert installation.row_counts()["receipt"] == 0
