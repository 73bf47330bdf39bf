"""Filling in the survey, for tests."""

from typing import Any

from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

RESPONSE: Answers = {
    "aware_of": ["haf", "moving_forward"],
    "used": ["haf"],
    "used_tiers": ["tier_2"],
    "rating": "good",
    "best_thing": "My son laughs. 😀",
    "not_working": '=HYPERLINK("http://example.org")',
    "suggestions": "",
    "barriers": ["awareness", "diagnosis"],
    "easy_to_find": "some",
    "travel_time": "15_to_30",
    "told_diagnosis": "yes",
    "told_by": ["school"],
    "district": "bromyard",
    "age_band": ["5-7"],
}


def filled_in(family: CarefulClient, answers: Answers | None = None) -> None:
    """Fill in the survey up to the last page; what is not answered is skipped."""
    answers = RESPONSE if answers is None else answers
    family.visit("/tell-us/parents")
    going_on(family, answers)


def going_on(family: CarefulClient, answers: Answers) -> None:
    """Go from the start page of a survey to its last page; what is not answered is skipped."""
    family.follow("Start")
    while family.heading != "Send your answers":
        fields = {str(one["name"]) for one in family.page.select("#answers [name]")}
        family.press("Continue", {name: answer for name, answer in answers.items() if name in fields})


def sent(family: CarefulClient, answers: Answers | None = None) -> None:
    """Fill in the survey and send it."""
    filled_in(family, answers)
    family.press("Send my answers")
    assert family.heading == "Thank you"


def survey_events(installation: Installation) -> list[tuple[Any, ...]]:
    """Give the audit events about answers to surveys."""
    events = installation.rows()["audit_event"]
    return [event for event in events if any(str(part).startswith("survey.") for part in event)]
