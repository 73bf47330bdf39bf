"""Editors answer: their own words, a second look at names, one answer for each question, all on record."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from ruamel.yaml import YAML

from portal.core.roles import STAFF_ROLES, Role
from tests.installation import Installation
from tests.integration.allowance.asking import (
    ANSWER,
    QUESTION,
    acts,
    an_answer,
    answered,
    answers,
    asked,
    editor,
    questions,
)

PAGES = (
    "/allowance-questions",
    "/allowance-questions.csv",
    "/allowance-answers.csv",
    "/allowance-questions/x",
)


def rows_of(text: str) -> list[dict[str, str]]:
    """Read a CSV as a spreadsheet does."""
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.CONTENT_EDITOR])
@pytest.mark.sqlite
def test_only_editors_read_questions(installation: Installation, role: Role) -> None:
    asked(installation.family())
    client = installation.officer(role)
    assert [client.get(page).status_code for page in PAGES] == [403] * 4


def test_an_editor_reads_answers_and_the_words_are_gone(installation: Installation) -> None:
    asked(installation.family(), year="2025-26")
    client = editor(installation)
    client.visit("/")
    client.follow("Allowance questions")
    assert QUESTION in client.text
    assert "2025-26" in client.text
    client.follow("Answer")
    assert client.page.select("#year option[value='2025-26'][selected]")
    client.press("Publish", ANSWER)
    assert "The answer stands on the families’ page." in client.text
    assert "Nobody is waiting for an answer." in client.text
    (question,) = questions(installation)
    assert (question.state, question.sealed) == ("answered", None)
    (answer,) = answers(installation)
    assert (answer.year, answer.question, answer.allowed) == ("2026-27", "Can I buy a drone?", "no")
    assert acts(installation) == [
        "allowance.asked",
        "allowance.questions_seen",
        "allowance.questions_seen",
        "allowance.answered",
        "allowance.questions_seen",
    ]


@pytest.mark.parametrize(
    ("field", "given", "error"),
    [
        ("question", "", "Write the question"),
        ("question", "x" * 151, "Write 150 characters or fewer"),
        ("reason", " ", "Write the reason: families ask why"),
        ("reason", "word " * 26, "A sentence has 26 words. Make it two: at most 25."),
        ("allowed", [], "Choose yes, no or ask"),
        ("item_code", "Drum Kit", "Write the code in small letters, digits and _, like drum_kit"),
    ],
)
@pytest.mark.sqlite
def test_a_fault_is_told_at_its_field(
    installation: Installation, field: str, given: str | list[str], error: str
) -> None:
    asked(installation.family())
    client = editor(installation)
    answered(client, {field: given})
    assert client.errors == [error]
    assert client.page.select(f".error-summary a[href='#{field}']")
    assert client.page.select_one("[name=year] [selected]")
    assert not answers(installation)
    assert QUESTION in client.text


@pytest.mark.parametrize(
    ("field", "given", "told"),
    [
        ("question", "Can Zofia have a drone?", "“Zofia” (a name)"),
        ("reason", "Ring 01632 960001.", "(a phone number)"),
        ("reason", "Write to anna@example.org.", "(an e-mail address)"),
        ("reason", "Only near HR6 8NW.", "“HR6 8NW” (a postcode)"),
    ],
)
@pytest.mark.sqlite
def test_what_may_point_to_a_person_needs_a_second_look(
    installation: Installation, field: str, given: str, told: str
) -> None:
    asked(installation.family())
    client = editor(installation)
    answered(client, {field: given})
    assert told in client.errors[0]
    assert client.page.select(f".error-summary a[href='#{field}']")
    assert not answers(installation)
    client.press("Publish")
    assert told in client.errors[0], "the tick is missing"
    client.press("Publish", {"checked": "y"})
    assert len(answers(installation)) == 1


@pytest.mark.sqlite
def test_a_tick_is_for_the_pieces_that_were_shown(installation: Installation) -> None:
    asked(installation.family())
    client = editor(installation)
    answered(client, {"question": "Can I buy a Gizmo?"})
    client.press("Publish", {"checked": "y", "reason": "Jakub has one and likes it."})
    assert "“Jakub” (a name)" in " ".join(client.errors)
    assert not client.page.select("[name=checked][checked]")
    assert not answers(installation)


def test_the_second_of_two_editors_is_told_and_keeps_the_words(installation: Installation) -> None:
    asked(installation.family())
    one, two = editor(installation), editor(installation, "Editor Two")
    for client in (one, two):
        client.visit("/allowance-questions")
        client.follow("Answer")
    one.press("Publish", ANSWER)
    response = two.press("Publish", {**ANSWER, "allowed": "yes", "reason": "It is fun."})
    assert response.status_code == 409
    assert "Somebody has closed this question already." in two.text
    assert "It stays at home." in two.text
    assert "It is fun." in two.text
    assert [answer.allowed for answer in answers(installation)] == ["no"]
    assert acts(installation).count("allowance.answered") == 1


def test_eight_presses_at_once_make_one_answer(installation: Installation) -> None:
    asked(installation.family())
    client = editor(installation)
    client.visit("/allowance-questions")
    client.follow("Answer")
    form = client.page.select_one("form[action$=answer]")
    assert form is not None
    data, address = client.filled(form, ANSWER), str(form["action"])
    cookies = [client.get_cookie(name) for name in ("staff", "staff-form")]

    def press(_number: int) -> int:
        browser = installation.visitor_of_staff()
        for cookie in cookies:
            if cookie is not None:
                browser.set_cookie(cookie.key, cookie.value)
        return browser.post(address, data=data).status_code

    with ThreadPoolExecutor(8) as presses:
        assert set(presses.map(press, range(8))) == {303}
    assert len(answers(installation)) == 1


def test_a_question_can_be_closed_without_an_answer(installation: Installation) -> None:
    asked(installation.family())
    client = editor(installation)
    client.visit("/allowance-questions")
    client.follow("Answer")
    page, address = client.page, client.address
    client.press("Close without an answer", {"why": "about_a_person"})
    assert "The question is closed." in client.text
    (question,) = questions(installation)
    assert (question.state, question.why_aside, question.sealed) == ("set_aside", "about_a_person", None)
    client.page, client.address = page, address
    assert client.press("Publish", ANSWER).status_code == 409
    assert not answers(installation)
    assert acts(installation).count("allowance.set_aside.about_a_person") == 1


@pytest.mark.parametrize(
    ("button", "why"), [("It is in the file now", "in_file"), ("Take it off the page", "withdrawn")]
)
def test_an_answer_leaves_the_page_once(installation: Installation, button: str, why: str) -> None:
    client = an_answer(installation)
    page, address = client.page, client.address
    client.press(button)
    assert "The answer is off the families’ page." in client.text
    (answer,) = answers(installation)
    assert answer.why_off == why
    assert "drone" not in installation.family().visit("/allowance").get_text()
    client.page, client.address = page, address
    client.press(button)
    assert "Somebody has taken this answer off the page already." in client.text
    assert acts(installation).count(f"allowance.off_page.{why}") == 1


@pytest.mark.sqlite
def test_the_lines_for_the_file_are_those_of_the_answer(installation: Installation) -> None:
    question = "Can I buy “bells: and” whistles?"
    client = an_answer(installation, {"question": question, "item_code": "bells"})
    block = client.page.select_one("pre")
    assert block is not None
    (item,) = YAML(typ="safe").load(block.get_text())
    assert (item["code"], item["allowed"], item["label"]) == ("bells", "no", question)
    assert item["reason"] == ANSWER["reason"]


@pytest.mark.sqlite
def test_an_answer_that_the_file_has_is_marked(installation: Installation) -> None:
    client = an_answer(installation, {"item_code": "toys"})
    assert "The file has this code, so families see the rule." in client.text


def test_files_are_safe_to_open_and_on_record(installation: Installation) -> None:
    asked(installation.family(), "=1+1", year="")
    client = an_answer(installation, {"question": "-can I buy a drone?"})
    asked(installation.family(), "+cmd, a drum")
    rows = rows_of(client.get("/allowance-questions.csv").text)
    assert {row["In their own words"] for row in rows} <= {"'=1+1", "'+cmd, a drum", QUESTION}
    assert len(rows) == 2
    assert {row["Use"] for row in rows} == {"Not for publication"}
    (answer,) = rows_of(client.get("/allowance-answers.csv").text)
    assert answer["Question"] == "'-can I buy a drone?"
    assert "allowance.questions_exported" in acts(installation)


@pytest.mark.sqlite
def test_a_question_that_is_not_there_is_not_found(installation: Installation) -> None:
    client = editor(installation)
    assert client.get("/allowance-questions/nothing").status_code == 404
