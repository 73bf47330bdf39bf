"""The young people's survey: all can be skipped, who fills it in is known, and nobody is named."""

import pytest
from sqlalchemy import text

from portal.questionnaires.content import Questionnaires
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.filling_in import survey_events
from tests.integration.surveys.young import CHECK, RESPONSE, START, filled_in, names_on, sent

TABLES = ("survey_response", "survey_choice", "survey_text")
SURVEY = "young-people-survey"


def stored(installation: Installation) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of the answers."""
    rows = installation.rows()
    return {table: rows[table] for table in TABLES}


def test_skipping_every_question_keeps_nothing(installation: Installation, family: CarefulClient) -> None:
    family.visit(START)
    family.follow("Start")
    skipped = 0
    while family.heading != CHECK:
        family.press("Skip")
        skipped += 1
    assert skipped == len(installation.pack.of(Questionnaires).named(SURVEY).pages)
    assert family.text.count("Not answered") == skipped
    family.press("Send my answers")
    assert family.heading == "Thank you"
    assert not any(stored(installation).values())
    assert survey_events(installation) == []


def test_skip_takes_back_an_answer_that_was_given(installation: Installation, family: CarefulClient) -> None:
    filled_in(family)
    family.visit(f"{START}/questions/rating?to=check")
    assert family.page.select_one("[value=ok][checked]")
    family.press("Skip")
    assert family.heading == CHECK
    family.press("Send my answers")
    asked = {row[1] for row in stored(installation)["survey_choice"]}
    assert "rating" not in asked
    assert "easy_to_find" in asked


def test_answers_are_codes_and_sealed_words_of_a_round_of_young_people(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    with installation.database.reading() as session:
        audience, channel = session.execute(
            text(
                "SELECT audience, channel FROM survey_response"
                " JOIN survey_round ON survey_round.id = survey_response.round_id"
            )
        ).one()
    assert (audience, channel) == ("young_people", "online")
    rows = stored(installation)
    chosen = {(question, code) for _key, question, code in rows["survey_choice"]}
    expected = {
        (question, code)
        for question, given in RESPONSE.items()
        if question not in {"enjoys_words", "good", "better"}
        for code in ([given] if isinstance(given, str) else given)
    }
    assert chosen == expected
    assert {row[1] for row in rows["survey_text"]} == {"enjoys_words", "good", "better"}
    for words in (b"Lego", b"I laugh a lot", b"More trampolines"):
        assert not any(
            words in part for row in rows["survey_text"] for part in row if isinstance(part, bytes)
        )


def test_nothing_that_points_to_a_person_or_a_device_is_kept(
    installation: Installation, family: CarefulClient
) -> None:
    sent(family)
    kept = repr(stored(installation))
    cookie = family.get_cookie("draft")
    assert cookie is not None
    receipts = [part for row in installation.rows()["receipt"] for part in row if isinstance(part, str)]
    for part in (cookie.value, "127.0.0.1", "Werkzeug", *receipts):
        assert part in {SURVEY, "2026-12"} or part not in kept, part
    (event,) = survey_events(installation)
    assert not any(str(row[0]) in repr(event) for row in stored(installation)["survey_response"])


@pytest.mark.parametrize("who", ["me", "me_with_help", "someone_for_me"])
@pytest.mark.sqlite
def test_it_is_known_who_filled_it_in(installation: Installation, family: CarefulClient, who: str) -> None:
    sent(family, {"who_answers": who})
    assert [(row[1], row[2]) for row in stored(installation)["survey_choice"]] == [("who_answers", who)]


@pytest.mark.sqlite
def test_every_page_says_where_to_turn_and_can_be_skipped(family: CarefulClient) -> None:
    family.visit(START)
    family.follow("Start")
    step = 0
    while family.heading != CHECK:
        step += 1
        assert f"{step} of 11" in family.text
        assert family.page.select_one("main a[href='tel:08001111']"), family.heading
        assert "We do not ask your name." in family.text
        assert "You can skip any question." in family.text
        writes = family.page.select("#answers textarea, #answers input[type=text]")
        assert bool(family.page.select(".panel--worried a[href='tel:999']")) == bool(writes)
        assert "optional" not in family.text
        family.press("Skip")
    assert family.page.select_one("main a[href='tel:08001111']")


@pytest.mark.sqlite
def test_dont_know_stands_alone_and_an_error_keeps_the_answer(family: CarefulClient) -> None:
    family.visit(START)
    family.follow("Start")
    while "go_with" not in names_on(family):
        family.press("Skip")
    family.press("Next", {"go_with": ["friends", "dont_know"]})
    assert family.errors == ["One of these answers stands alone. Untick it, or untick the others."]
    assert len(family.page.select("[name=go_with][checked]")) == 2


@pytest.mark.sqlite
def test_a_language_is_changed_without_losing_the_answer(family: CarefulClient) -> None:
    family.visit(START)
    family.follow("Start")
    family.press("Polski", {"who_answers": "me"})
    assert family.page.html is not None
    assert family.page.html["lang"] == "pl"
    assert family.page.select_one("[name=who_answers][value=me][checked]")
