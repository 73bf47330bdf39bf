"""Good answers to any questionnaire: what is asked is filled in, page by page, until nothing is missing."""

import random
from collections.abc import Mapping
from datetime import date

from portal.questionnaires.rules.flow import walk
from portal.questionnaires.rules.questions import Kind, Question, Questionnaire

_MOST_TURNS = 100
_WORDS = ("a quiet place", "horses", "swimming", "friends", "music", "a garden", "to sleep", "to be outside")
_NAMES = ("Avery", "Blake", "Casey", "Drew", "Ellis", "Frankie", "Harley", "Indigo", "Jules", "Kit")


def filled(questionnaire: Questionnaire, day: date, chance: random.Random) -> Mapping[str, tuple[str, ...]]:
    """Give entries with which a questionnaire can be sent; raises SystemExit for one that cannot be filled in."""
    entries: dict[str, tuple[str, ...]] = {}
    for _turn in range(_MOST_TURNS):
        way = walk(questionnaire, entries, day)
        if not way.faults:
            return entries
        for page in way.pages:
            for question in page.questions:
                if question.id in way.faults:
                    entries[question.id] = _entry(question, day, chance)
    raise SystemExit(f"{questionnaire.id}: these stay unanswered: {', '.join(way.faults)}")


def _entry(question: Question, day: date, chance: random.Random) -> tuple[str, ...]:
    match question.kind:
        case Kind.RADIOS | Kind.CHECKBOXES | Kind.SELECT:
            # An answer that stops cannot be sent, and one that stands alone fits every question.
            return (chance.choice([option.code for option in question.options if not option.stops]),)
        case Kind.DATE:
            age = chance.randint(question.limits.youngest_age or 5, question.limits.oldest_age or 15)
            return (str(chance.randint(1, 28)), str(chance.randint(1, 11)), str(day.year - age))
        case Kind.NUMBER:
            return (str(question.limits.lowest or 1),)
        case Kind.EMAIL:
            return (f"family{chance.randrange(10**9)}@example.org",)
        case Kind.PHONE:
            # Numbers that are kept free for drama.
            start = "07700 900" if question.limits.mobile_only else "01632 960"
            return (f"{start}{chance.randrange(1000):03}",)
        case Kind.POSTCODE:
            return ("HR6 8NW",)
        case Kind.TEXTAREA:
            return (f"We hope for {chance.choice(_WORDS)} and {chance.choice(_WORDS)}. " * 20,)
        case _:
            return (f"{chance.choice(_NAMES)} {chance.randrange(10**6)}",)
