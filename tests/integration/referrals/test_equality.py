"""Equality answers are kept apart: nothing leads from them to a request, a person or a moment."""

import pytest

from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.questionnaires.afterwards import ANSWERS, answered


def test_answers_are_stored_as_codes_with_a_date_and_no_more(
    installation: Installation, family: CarefulClient
) -> None:
    before = installation.row_counts()
    answered(family, "/equality/child")
    family.press("Send my answers")
    assert family.heading == "Thank you for your answers"
    rows = installation.rows()
    [response] = rows["equality_response"]
    assert {(question, code) for _key, question, code in rows["equality_choice"]} == set(ANSWERS.items())
    assert "child" in response
    changed = {name for name, count in installation.row_counts().items() if count != before[name]}
    assert changed - {"post_count"} == {"equality_response", "equality_choice"}


@pytest.mark.sqlite
def test_every_question_can_be_left_out_and_then_nothing_is_stored(
    installation: Installation, family: CarefulClient
) -> None:
    answered(family, "/equality/child", **dict.fromkeys(ANSWERS, ""))
    family.press("Send my answers")
    assert family.heading == "Thank you for your answers"
    assert installation.rows()["equality_response"] == []


@pytest.mark.sqlite
def test_the_second_question_on_disability_follows_the_first(family: CarefulClient) -> None:
    answered(family, "/equality/me", condition="no")
    assert "everyday things" not in family.text


def test_whoever_presses_twice_is_counted_once(installation: Installation, family: CarefulClient) -> None:
    answered(family, "/equality/child")
    page, address = family.page, family.address
    for _press in range(2):
        family.page, family.address = page, address
        family.press("Send my answers")
        assert family.heading == "Thank you for your answers"
    assert len(installation.rows()["equality_response"]) == 1


@pytest.mark.sqlite
def test_without_a_token_nothing_is_stored(installation: Installation, family: CarefulClient) -> None:
    answered(family, "/equality/child")
    kept = str(family.page.select_one("form[action$='/send'] [name=kept]")["value"])  # type: ignore[index]
    family.post("/equality/child/send", data={"kept": kept, "go": "result", "key": "a" * 32})
    assert family.errors
    assert installation.rows()["equality_response"] == []
