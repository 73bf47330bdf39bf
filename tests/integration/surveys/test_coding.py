"""The coding desk: a person reads a comment and chooses; the portal counts, suggests and loses nothing."""

import pytest
from sqlalchemy import select

from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.db import Base
from portal.surveys.jobs.removals import TEXT_LIFE, remove_old_texts
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.surveys.coding_desk import AT, GROUP, ROUND, a_comment

BUDDIES, CLOSED = "not_enough_buddies_or_local", "closed_covid"
SAVE = "Save and go on"


@pytest.fixture
def anna(installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner."""
    return installation.officer(Role.COMMISSIONER, name="Anna One")


@pytest.fixture
def bert(installation: Installation) -> CarefulClient:
    """Give the browser of another commissioner."""
    return installation.officer(Role.COMMISSIONER, name="Bert Two")


def comments(installation: Installation, *words: str) -> list[str]:
    return [a_comment(installation.database, installation.keys, one) for one in words]


def ticked(client: CarefulClient) -> set[str]:
    return {str(box["value"]) for box in client.page.select('[name="themes"][checked]')}


def words(client: CarefulClient) -> str:
    """Give what stands in the comment that is open."""
    return " ".join(one.get_text() for one in client.page.select("blockquote"))


def rows(installation: Installation, table: str) -> list[tuple[object, ...]]:
    with installation.database.reading() as session:
        return [tuple(row) for row in session.execute(select(Base.metadata.tables[table]))]


def test_comments_are_coded_one_after_the_other_until_none_is_left(
    installation: Installation, anna: CarefulClient
) -> None:
    comments(installation, "No buddies", "All was closed", "")
    anna.visit("/themes")
    assert "Autumn 2026 (parents-autumn-2026)" in anna.text
    anna.follow(f'Top of the "Negative" ratings, {ROUND}')
    assert "0 of 3 coded, 3 not coded." in anna.text
    anna.follow("Not coded by anybody (3)")
    anna.press(SAVE, {"themes": [BUDDIES]})
    assert "Your choice is saved." in anna.text
    assert "1 of 3 coded, 2 not coded." in anna.text
    anna.press(SAVE, {"themes": [BUDDIES, CLOSED]})
    anna.press(SAVE, {"nothing": "y"})
    assert "Nothing is left in this queue." in anna.text
    assert "3 of 3 coded, 0 not coded. 3 coded by you." in anna.text
    assert sorted(row[2] for row in rows(installation, "theme_tag")) == [CLOSED, BUDDIES, BUDDIES]
    assert len(rows(installation, "coded_answer")) == 3


def test_a_word_suggests_and_ticks_nothing(installation: Installation, anna: CarefulClient) -> None:
    (key,) = comments(installation, "Mein BÜDDY; the Local buddies left, and it closes")
    anna.visit(f"{AT}/answers/{key}")
    assert not ticked(anna)
    assert "suggested: the words “buddy” and “local” stand in it" in anna.text
    assert "suggested: the word “closed” stands in it" in anna.text


def test_skipping_comes_round_again_and_changes_nothing(
    installation: Installation, anna: CarefulClient
) -> None:
    comments(installation, "one", "two")
    anna.visit(f"{AT}/next?queue=nobody")
    shown = [words(anna)]
    for _turn in range(2):
        anna.follow("Skip for now")
        shown.append(words(anna))
    assert shown[0] == shown[2] != shown[1]
    assert not rows(installation, "coded_answer")


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({}, "Tick a theme, or “None of these fits”"),
        ({"themes": [BUDDIES], "nothing": "y"}, "Choose themes or “None of these fits”, not both"),
        ({"new_theme": "x" * 201}, "Write 200 characters or fewer"),
    ],
)
@pytest.mark.sqlite
def test_a_form_without_a_clear_choice_changes_nothing(
    installation: Installation, anna: CarefulClient, answers: dict[str, str | list[str]], error: str
) -> None:
    (key,) = comments(installation, "No buddies")
    anna.visit(f"{AT}/answers/{key}?queue=nobody")
    anna.press(SAVE, answers)
    assert anna.errors == [error]
    assert ticked(anna) == set(answers.get("themes", []))
    assert not rows(installation, "coded_answer")


def test_a_new_theme_is_added_and_ticked_at_once(installation: Installation, anna: CarefulClient) -> None:
    first, second = comments(installation, "The bus never came", "The bus is dear")
    anna.visit(f"{AT}/answers/{first}")
    anna.press("Save", {"new_theme": "  No way to get there "})
    assert [row[:4] for row in rows(installation, "added_theme")] == [
        ("parents", GROUP, "no_way_to_get_there", "No way to get there")
    ]
    anna.visit(f"{AT}/answers/{second}")
    anna.press("Save", {"new_theme": "no way to get THERE"})
    assert len(rows(installation, "added_theme")) == 1
    assert [row[2] for row in rows(installation, "theme_tag")] == ["no_way_to_get_there"] * 2


def test_a_coder_changes_and_takes_back_only_the_own_choice(
    installation: Installation, anna: CarefulClient, bert: CarefulClient
) -> None:
    (key,) = comments(installation, "No buddies")
    for coder in (anna, bert):
        coder.visit(f"{AT}/answers/{key}")
        assert not ticked(coder), "a second coder sees nothing of the first"
        coder.press("Save", {"themes": [BUDDIES]})
    anna.visit(AT)
    anna.follow("What you coded")
    anna.follow("Change your choice")
    assert ticked(anna) == {BUDDIES}
    anna.press("Save", {"themes": [CLOSED]})
    assert sorted(row[2] for row in rows(installation, "theme_tag")) == [CLOSED, BUDDIES]
    anna.visit(f"{AT}/answers/{key}")
    anna.press("Take my choice back")
    assert "The comment waits in your queue again." in anna.text
    assert [row[2] for row in rows(installation, "theme_tag")] == [BUDDIES]
    assert len(rows(installation, "coded_answer")) == 1
    assert "Not coded by you (1)" in anna.text


def test_a_form_that_is_too_old_changes_nothing_and_says_what_stands(
    installation: Installation, anna: CarefulClient
) -> None:
    (key,) = comments(installation, "No buddies")
    anna.visit(f"{AT}/answers/{key}")
    old = anna.page
    anna.press("Save", {"themes": [BUDDIES]})
    anna.page, anna.address = old, f"{AT}/answers/{key}"
    assert anna.press("Save", {"nothing": "y"}).status_code == 409
    assert "You have coded this comment in the meantime" in anna.text
    assert "Your choice now: Not enough buddies" in anna.text
    assert [row[2] for row in rows(installation, "theme_tag")] == [BUDDIES]
    assert anna.press("Save").status_code == 200
    assert not rows(installation, "theme_tag")


def test_the_same_press_twice_is_one_choice(installation: Installation, anna: CarefulClient) -> None:
    (key,) = comments(installation, "No buddies")
    anna.visit(f"{AT}/answers/{key}")
    old = anna.page
    for _press in range(2):
        anna.page, anna.address = old, f"{AT}/answers/{key}"
        anna.press("Save", {"themes": [BUDDIES]})
        assert "Your choice is saved." in anna.text
    events = [event for event in rows(installation, "audit_event") if "survey.coded" in event]
    assert len(events) == 1


def test_queues_of_two_coders(installation: Installation, anna: CarefulClient, bert: CarefulClient) -> None:
    comments(installation, "No buddies", "Closed", "Far away")
    anna.visit(f"{AT}/next?queue=nobody")
    anna.press(SAVE, {"themes": [BUDDIES]})
    bert.visit(AT)
    assert "Not coded by anybody (2)" in bert.text
    assert "Not coded by you (3)" in bert.text
    bert.follow("Waiting for a second coder (1)")
    bert.press(SAVE, {"nothing": "y"})
    assert "Waiting for a second coder: none" in bert.text
    assert "Anna One 1" in bert.text
    assert "Bert Two 1" in bert.text


def test_each_look_is_on_record_without_words_or_key(installation: Installation, anna: CarefulClient) -> None:
    (key,) = comments(installation, "No buddies")
    for address, action in (
        (AT, "survey.themes_seen"),
        (f"{AT}/answers/{key}", "survey.comment_seen"),
        (f"{AT}/mine", "survey.coded_comments_seen"),
        (f"{AT}/differences", "survey.coded_comments_seen"),
    ):
        before = rows(installation, "audit_event")
        anna.visit(address)
        (event,) = [one for one in rows(installation, "audit_event") if one not in before]
        assert action in event
        assert not any("buddies" in str(part) or key in str(part) for part in event)


def test_words_of_another_group_or_round_are_not_found(
    installation: Installation, anna: CarefulClient
) -> None:
    database, keys = installation.database, installation.keys
    (key,) = comments(installation, "No buddies")
    other = a_comment(database, keys, "Old", code="parents-2025")
    for address in (
        f"{AT}/answers/{other}",
        f"/themes/{ROUND}/positive/answers/{key}",
        f"{AT}/answers/{'0' * 32}",
        f"/themes/{ROUND}/other",
        "/themes/other/negative",
        f"/themes/{ROUND}/enjoys",
    ):
        assert anna.get(address).status_code == 404, address


@pytest.mark.sqlite
def test_the_desk_is_for_commissioners_only(installation: Installation, officer: CarefulClient) -> None:
    (key,) = comments(installation, "No buddies")
    for address in ("/themes", AT, f"{AT}/next", f"{AT}/answers/{key}", f"{AT}/list", f"{AT}/history"):
        assert officer.get(address).status_code == 403
        assert installation.visitor_of_staff().get(address).status_code == 303
        assert installation.family().get(address).status_code == 404


def test_a_comment_whose_words_are_gone_stays_coded(installation: Installation, anna: CarefulClient) -> None:
    (key,) = comments(installation, "No buddies")
    anna.visit(f"{AT}/answers/{key}")
    anna.press("Save", {"themes": [BUDDIES]})
    with installation.database.unit_of_work() as session:
        remove_old_texts(session, now().date() + TEXT_LIFE * 2)
    anna.visit(AT)
    assert "1 of 1 coded, 0 not coded." in anna.text
    anna.visit(f"{AT}/mine")
    assert "(The words were deleted.)" in anna.text
