"""Filling in the young people's survey, for tests."""

from tests.careful_client import Answers, CarefulClient

START = "/tell-us/young-people"
CHECK = "Send your answers"
RESPONSE: Answers = {
    "who_answers": "me_with_help",
    "enjoys": ["horse_riding", "something_else"],
    "enjoys_words": "Lego",
    "good": "I laugh a lot",
    "better": "More trampolines",
    "go_with": ["friends", "buddy"],
    "rating": "ok",
    "easy_to_find": "some",
    "safe_listened": "yes",
    "district": "bromyard",
    "age_band": "8-10",
}


def names_on(family: CarefulClient) -> set[str]:
    """Give the names of what the open page asks."""
    return {str(one["name"]) for one in family.page.select("#answers [name]")}


def filled_in(family: CarefulClient, answers: Answers | None = None) -> None:
    """Fill in the survey up to its last page."""
    answers = RESPONSE if answers is None else answers
    family.visit(START)
    family.follow("Start")
    while family.heading != CHECK:
        asked = names_on(family)
        family.press("Next", {name: answer for name, answer in answers.items() if name in asked})


def sent(family: CarefulClient, answers: Answers | None = None) -> None:
    """Fill in the survey and send it."""
    filled_in(family, answers)
    family.press("Send my answers")
    assert family.heading == "Thank you"
