"""One timeline for a child: steps, goals, one list by date, and two editors at once."""

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.referrals.child_story import a_child, a_step, actions_about, in_moving_forward, on


def test_every_look_at_a_child_is_in_the_trail(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer)
    before = actions_about(installation, code).count("child.seen")
    officer.visit(f"/children/{code}")
    assert actions_about(installation, code).count("child.seen") == before + 1
    assert "Zofia Przykładowska" in officer.text
    assert "Zofia" not in officer.page.title.get_text()


def test_a_step_up_needs_agreement_and_makes_the_summary_without_typing_again(
    installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer, goal_1="I want to get chips on my own")
    officer.press("Take over 1 goal from the request")
    officer.follow("Step up or step down")
    officer.press("Write the step down", {"to_tier": "2", "reason": "Place in a club."})
    assert "Tier 2: made for disabled children" in officer.text
    officer.follow("Step up or step down")
    officer.press("Write the step down", {"to_tier": "3", "reason": "Nights would help."})
    assert officer.errors == [
        "Write who agreed. A step up needs the family’s agreement.",
        "Enter the day on which the family agreed",
    ]
    officer.press("Write the step down", a_step())
    assert "A message tells the family that it agreed to it." in officer.text
    mails = len(installation.mails())
    installation.work()
    [letter] = installation.mails()[mails:]
    words = letter.read_text()
    assert "You agreed to the next step" in words
    assert "Nights" not in words
    officer.follow("Summary to hand over")
    for part in (
        "Two nights a month would help.",
        "Anna Przykładowska",
        "She loves horses. A quiet place would help.",
        "“I want to get chips on my own”",
        code,
    ):
        assert part in officer.text
    assert "referral.seen" in _actions(installation)
    assert "child.step_up" in actions_about(installation, code)


def test_a_step_down_says_what_comes_next(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer)
    officer.visit(f"/children/{code}/step")
    officer.press("Write the step down", a_step())
    officer.visit(f"/children/{code}/step")
    officer.press("Write the step down", {"to_tier": "1", "reason": "Goals are reached."})
    assert officer.errors == ["Write what the family has from now on"]
    assert "Goals are reached." in officer.text
    officer.press("Write the step down", {"to_tier": "1", "next_steps": "The club in Leominster."})
    assert "Step down from “Tier 3: after an assessment”" in officer.text
    assert "What comes next: The club in Leominster." in officer.text
    # Somebody who goes down is not told that they agreed to a step up.
    assert installation.row_counts()["tier_change"] == 2


def test_the_second_of_two_editors_is_told_and_loses_nothing(installation: Installation) -> None:
    one, two = installation.officer(name="Officer One"), installation.officer(name="Officer Two")
    code = a_child(installation, one)
    for officer in (one, two):
        officer.visit(f"/children/{code}/step")
    one.press("Write the step down", a_step(reason="First."))
    two.press("Write the step down", a_step(reason="Second words."))
    assert "Somebody changed this record after you opened it. Nothing was saved." in two.text
    assert "Second words." in two.text
    assert "Anna Przykładowska" in str(two.page)
    assert installation.row_counts()["tier_change"] == 1


def test_goals_are_taken_over_word_for_word_and_once(
    installation: Installation, officer: CarefulClient
) -> None:
    goals = {"goal_1": "Chips\u00a0on my own!", "goal_3": "cook for mum <3"}
    code = a_child(installation, officer, **goals)
    officer.press("Take over 2 goals from the requests")
    shown = [one.get_text() for one in officer.page.select(".todo .typed")]
    assert shown == [f"“{words}”" for words in goals.values()]
    assert "Take over" not in officer.text
    assert installation.row_counts()["goal"] == 2
    assert actions_about(installation, code).count("child.goals_taken") == 1


def test_a_goal_is_reviewed_until_it_is_reached(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer)
    officer.follow("Add a goal")
    officer.press("Save the goal", {"words": "Ride the 492 to college"})
    officer.follow("Review it")
    officer.press("Save the review", {"result": "on_the_way", "words": "Twice with me."})
    assert officer.errors == ["The goal goes on, so enter the day of the next review"]
    officer.press("Save the review", on("next_on", 60))
    assert "Review of a goal: On the way" in officer.text
    officer.follow("Review it")
    officer.press("Save the review", {"result": "reached", "words": "Alone, on Monday."})
    assert "Review of a goal: Reached" in officer.text
    assert "Review it" not in officer.text
    officer.visit(f"/children/{code}?kind=review")
    kinds = {tag.get_text() for tag in officer.page.select(".story__day .tag")}
    assert kinds == {"Review"}


def test_the_timeline_is_one_list_newest_first(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer)
    in_moving_forward(officer, code, start=-20)
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "2", **on("used_on", -5)})
    days = [str(one["datetime"]) for one in officer.page.select(".story time")]
    assert days == sorted(days, reverse=True)
    kinds = [tag.get_text() for tag in officer.page.select(".story__day .tag")]
    assert kinds == ["Request", "Hours", "Programme"]
    officer.visit(f"/children/{code}?kind=nonsense")
    assert len(officer.page.select(".story > li")) == 3


@pytest.mark.sqlite
def test_nothing_of_another_child_can_be_changed(installation: Installation, officer: CarefulClient) -> None:
    first = a_child(installation, officer)
    in_moving_forward(officer, first)
    second = a_child(installation, officer, child_first_name="Other")
    assert officer.get(f"/children/{second}/programmes/1/end").status_code == 404
    assert officer.get(f"/children/{second}/goals/1/review").status_code == 404
    assert officer.get(f"/children/{second}/steps/1").status_code == 404
    for code in ("CH-2222-2222-2222", "x", "%00", "ö" * 300):
        assert officer.get(f"/children/{code}").status_code == 404


@pytest.mark.sqlite
def test_only_triage_sees_a_child(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer)
    commissioner = installation.officer(Role.COMMISSIONER)
    for part in ("", "/step", "/hours", "/programme", "/goals"):
        assert commissioner.get(f"/children/{code}{part}").status_code == 403


@pytest.mark.sqlite
def test_a_post_without_a_token_changes_nothing(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer, goal_1="Swim")
    officer.post(f"/children/{code}/goals/take", data={"changes": "0"})
    assert "This page was open for a long time." in officer.text
    officer.post(f"/children/{code}/goals", data={"changes": "0", "words": "Mine"})
    assert installation.row_counts()["goal"] == 0


def _actions(installation: Installation) -> set[str]:
    with installation.database.reading() as session:
        return set(session.scalars(select(AuditEvent.action)))
