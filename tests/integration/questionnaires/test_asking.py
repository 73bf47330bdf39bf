"""Asking page by page in a browser, with the survey as the questionnaire that is always there."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from tests.careful_client import CarefulClient
from tests.installation import Installation

FIRST = "/tell-us/parents/questions/heard-of"
WORDS = "/tell-us/parents/questions/best-thing"
CHECK = "/tell-us/parents/check"
HOSTILE = [
    "<script>alert(1)</script>",
    "'; DROP TABLE draft; --",
    "{{ 7 * 7 }} {% raw %} %(n)s %s",
    "👩‍👩‍👧‍👦 🐎 Ünïcödé العربية",
    "nul\x00 bell\x07 escape\x1b[31m",
    "line\r\nline\u2028line\u2029line",
    "\u202eright to left",
    "=HYPERLINK(1)",
]


def typed_words(family: CarefulClient) -> str:
    """Give what stands in the text box."""
    box = family.page.textarea
    return box.get_text().removeprefix("\n") if box else ""


def draft_rows(installation: Installation) -> list[tuple[Any, ...]]:
    """Give all drafts as the database holds them."""
    return installation.rows()["draft"]


@pytest.fixture
def started(family: CarefulClient) -> CarefulClient:
    """Give a browser with a draft, on the page of the best thing."""
    family.visit(FIRST)
    family.press("Continue", {"aware_of": ["haf", "buddying"]})
    family.visit(WORDS)
    return family


def test_looking_at_a_page_writes_nothing_and_sets_no_draft(
    installation: Installation, family: CarefulClient
) -> None:
    before = installation.rows()
    family.visit(FIRST)
    assert family.get_cookie("draft") is None
    assert installation.rows() == before


def test_the_cookie_is_for_this_browser_until_it_is_closed(family: CarefulClient) -> None:
    family.visit(FIRST)
    answer = family.press("Continue", {"aware_of": "haf"}, follow_redirects=False)
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("draft="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie


def test_on_https_the_cookie_is_tied_to_the_host(installation: Installation) -> None:
    installation.environment = {"PORTAL_PUBLIC_URL": "https://short-breaks.example.org"}
    family = installation.family()
    base = {"base_url": "https://short-breaks.example.org", "follow_redirects": False}
    page = family.get(FIRST, **base)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert token
    answer = family.post(FIRST, data={"csrf_token": token[1], "aware_of": "haf"}, **base)
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if "draft" in line)
    assert cookie.startswith("__Host-draft=")
    assert "Secure" in cookie


def test_answers_are_there_when_somebody_comes_back_to_a_page(started: CarefulClient) -> None:
    started.press("Continue", {"best_thing": "My son laughs."})
    started.visit(WORDS)
    assert typed_words(started) == "My son laughs."
    started.visit(FIRST)
    assert {box["value"] for box in started.page.select("input[checked]")} == {"haf", "buddying"}


def test_going_back_and_unticking_everything_is_kept_too(started: CarefulClient) -> None:
    started.visit(FIRST)
    started.press("Continue", {"aware_of": []})
    started.visit(FIRST)
    assert started.page.select("input[checked]") == []


def test_what_is_too_long_is_told_with_numbers_and_nothing_is_lost(started: CarefulClient) -> None:
    long = "x" * 3010
    started.press("Continue", {"best_thing": long})
    assert started.errors == ["Write 3,000 characters or fewer. You wrote 3,010. That is 10 too many."]
    assert typed_words(started) == long
    started.visit(WORDS)
    assert typed_words(started) == long


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.sqlite
def test_odd_input_comes_back_as_it_was_typed(started: CarefulClient, words: str) -> None:
    started.press("Continue", {"best_thing": words})
    started.visit(WORDS)
    kept = "".join(sign for sign in words if sign not in "\x00\x07\x1b")
    assert typed_words(started).split() == kept.split()
    started.visit(CHECK)
    assert "<script>alert" not in str(started.page.find("dl"))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.sqlite
def test_odd_option_codes_are_refused_at_the_field(family: CarefulClient, words: str) -> None:
    family.visit(FIRST)
    form = family.page.find("form", id="answers")
    data = family.filled(form, {})  # type: ignore[arg-type]
    data.setlist("aware_of", [words, "haf"])
    family.post(FIRST, data=data)
    assert family.errors == ["Choose one of the answers on this page"]


@pytest.mark.parametrize("token", [None, "", "wrong", "IjEi.aaaa.bbbb"])
def test_without_a_valid_token_nothing_is_saved_and_nothing_is_lost(
    installation: Installation, started: CarefulClient, token: str | None
) -> None:
    before = draft_rows(installation)
    data = {"best_thing": "My son laughs."} | ({} if token is None else {"csrf_token": token})
    answer = started.post(WORDS, data=data)
    assert answer.status_code == 200
    assert started.errors == [
        "This page was open for a long time. What you wrote is still here. Press the button again."
    ]
    assert typed_words(started) == "My son laughs."
    assert draft_rows(installation) == before
    started.press("Continue")
    started.visit(WORDS)
    assert typed_words(started) == "My son laughs."


def test_a_page_that_was_open_for_days_still_works(started: CarefulClient) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=20)):
        started.press("Continue", {"best_thing": "My son laughs."})
        assert started.heading == "What is not working? (optional)"


def test_a_form_sent_from_another_site_is_refused(installation: Installation, started: CarefulClient) -> None:
    before = draft_rows(installation)
    answer = started.press("Continue", {"best_thing": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert draft_rows(installation) == before


@pytest.mark.parametrize("address", [WORDS, CHECK])
def test_without_a_draft_a_page_says_kindly_what_to_do(family: CarefulClient, address: str) -> None:
    answer = family.get(address)
    assert answer.status_code == 404
    assert family.heading == "We could not find your answers"
    assert family.page.find("a", string="Start again")


@pytest.mark.parametrize("cookie", ["", "x", "a" * 43, "../../etc/passwd", "ä" * 43, "a" * 3000])
def test_a_strange_cookie_is_no_draft(family: CarefulClient, cookie: str) -> None:
    family.set_cookie("draft", cookie)
    assert family.get(WORDS).status_code == 404
    family.visit(FIRST)
    family.press("Continue", {"aware_of": "haf"})
    assert family.get_cookie("draft").value != cookie  # type: ignore[union-attr]


def test_a_page_sent_after_the_draft_was_lost_is_kept_and_told_kindly(started: CarefulClient) -> None:
    started.set_cookie("draft", "a" * 43)
    started.press("Continue", {"best_thing": "My son laughs."})
    assert started.heading == "We could not find your answers"
    assert "We kept what you wrote on the last page." in started.text
    started.visit(WORDS)
    assert typed_words(started) == "My son laughs."


def test_the_language_changes_and_what_was_typed_stays(started: CarefulClient) -> None:
    started.press("Polski", {"best_thing": "Mój syn się śmieje."})
    assert started.page.html is not None
    assert started.page.html["lang"] == "pl"
    assert typed_words(started) == "Mój syn się śmieje."


def test_the_language_changes_on_a_page_with_a_mistake_too(started: CarefulClient) -> None:
    started.press("Polski", {"best_thing": "x" * 3010})
    assert typed_words(started) == "x" * 3010
    assert started.errors == []


@pytest.mark.parametrize("language", ["xx", "../../etc", "", "en\r\nX: y", "pl" * 500])
def test_an_odd_language_changes_nothing(started: CarefulClient, language: str) -> None:
    form = started.page.find("form", id="answers")
    data = started.filled(form, {"best_thing": "Hello"})  # type: ignore[arg-type]
    started.post(WORDS, data={**data.to_dict(), "lang": language}, follow_redirects=True)
    assert started.page.html["lang"] == "en"  # type: ignore[index]
    started.visit(WORDS)
    assert typed_words(started) == "Hello"


def test_enter_goes_on_and_does_not_change_the_language(started: CarefulClient) -> None:
    """The first button of a form, in the order of the page, is the one that the Enter key presses."""
    buttons = [one for one in started.page.find_all("button") if one.get("form") == "answers"]
    assert buttons[0].get("name") is None
    assert buttons[0]["aria-hidden"] == "true"


def test_an_answer_that_hides_a_page_takes_its_answer_out_of_what_is_sent(family: CarefulClient) -> None:
    family.visit(FIRST)
    family.press("Continue", {"aware_of": "haf"})
    family.visit("/tell-us/parents/questions/told-diagnosis")
    family.press("Continue", {"told_diagnosis": "yes"})
    assert family.heading == "Who told you that?"
    family.press("Continue", {"told_by": "school"})
    family.visit(CHECK)
    assert "Somebody at school, college or nursery" in family.text
    family.follow("Change Did somebody tell you that you need a diagnosis?")
    family.press("Continue", {"told_diagnosis": "no"})
    assert family.heading == "Send your answers"
    assert "Somebody at school, college or nursery" not in family.text


def test_a_page_that_is_not_asked_leads_on(family: CarefulClient) -> None:
    family.visit(FIRST)
    family.press("Continue", {"aware_of": "haf"})
    family.visit("/tell-us/parents/questions/told-by")
    assert family.heading == "Which town is nearest to you?"


@pytest.mark.parametrize("page", ["nothing", "Heard-Of", "..%2f..%2fetc", "a" * 3000])
def test_an_unknown_page_is_not_found(family: CarefulClient, page: str) -> None:
    assert family.get(f"/tell-us/parents/questions/{page}").status_code == 404
    assert family.post(f"/tell-us/parents/questions/{page}").status_code == 404


def test_answers_can_be_deleted_on_every_page(installation: Installation, started: CarefulClient) -> None:
    started.press("Delete my answers")
    assert started.heading == "Your answers are deleted"
    assert started.get_cookie("draft") is None
    assert installation.row_counts()["draft"] == 0
    assert started.get(WORDS).status_code == 404


def test_deleting_without_a_token_deletes_nothing_and_asks_again(
    installation: Installation, started: CarefulClient
) -> None:
    started.post("/tell-us/parents/delete")
    assert installation.row_counts()["draft"] == 1
    started.press("Delete my answers")
    assert installation.row_counts()["draft"] == 0


def test_no_page_with_a_draft_is_kept_by_the_browser(started: CarefulClient) -> None:
    for address in (FIRST, WORDS, CHECK):
        assert started.get(address).headers["Cache-Control"] == "no-store"
