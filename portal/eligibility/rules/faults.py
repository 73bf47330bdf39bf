"""What can be wrong with a rule set, and how one case is told to the person who writes the rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.eligibility.rules.ground import Ground
from portal.eligibility.rules.levels import THE_DAY
from portal.questionnaires.rules.conditions import All, Any, Condition, Fact, Not, Test

Place = tuple[str | int, ...]


class FaultKind(StrEnum):
    """What is wrong."""

    FILE = "file"
    GAP = "gap"
    DEAD_END = "dead_end"
    CONTRADICTION = "contradiction"
    UNREACHABLE = "unreachable"
    EXAMPLE = "example"
    NOT_WALKED = "not_walked"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its place in the file, the rule that it is about, and answers for which it shows."""

    kind: FaultKind
    place: Place
    reason: str
    rule: str | None = None
    example: Mapping[str, object] | None = None


def told(ground: Ground, way: Mapping[int, int]) -> dict[str, object]:
    """Give a way through a walk as answers, for a person to try; None is not known."""
    answers: dict[str, object] = {}
    ticked: dict[str, list[str]] = {}
    for at, choice in sorted(way.items()):
        level = ground.levels[at]
        if level.box is None:
            answers[level.question or "the day"] = level.choices[choice].told
            if level.choices[choice].has_boxes:
                ticked[level.question] = []
        elif choice and level.question in ticked:
            ticked[level.question].append(level.box)
    answers |= {name: codes or _another(ground, name) for name, codes in ticked.items()}
    return answers


def _another(ground: Ground, name: str) -> list[str] | None:
    """Give a box that no rule reads, for somebody who ticks none that a rule reads."""
    boxes = ground.boxes(name)
    return [boxes.other] if boxes and boxes.other else None


def in_words(answers: Mapping[str, object]) -> str:
    """Say a case in the words of the file."""
    parts = [f"{question or THE_DAY} is {_said(answer)}" for question, answer in answers.items()]
    return " and ".join(parts) or "anything is answered"


def _said(answer: object) -> str:
    if answer is None:
        return "not known"
    return "+".join(map(str, answer)) if isinstance(answer, list | tuple) else str(answer)


_SIGNS = {Test.ANY_OF: "is", Test.NONE_OF: "is none of", Test.ANSWERED: "is answered"}


def condition_in_words(condition: Condition) -> str:
    """Say a condition in one line."""
    match condition:
        case Fact():
            return _fact_in_words(condition)
        case Not(part):
            return f"not ({condition_in_words(part)})"
        case All(parts):
            return " and ".join(f"({condition_in_words(part)})" for part in parts) or "always"
        case Any(parts):
            return " or ".join(f"({condition_in_words(part)})" for part in parts) or "never"


def _fact_in_words(fact: Fact) -> str:
    if fact.test in _SIGNS:
        return f"{fact.question} {_SIGNS[fact.test]} {' or '.join(sorted(fact.codes))}".rstrip()
    if fact.lowest is None:
        return f"{fact.question} is at most {fact.highest}"
    if fact.highest is None:
        return f"{fact.question} is at least {fact.lowest}"
    return f"{fact.question} is between {fact.lowest} and {fact.highest}"
