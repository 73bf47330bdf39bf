"""Numbers of which only the ends are known: every number between them is tried."""

from collections.abc import Iterable, Iterator

from portal.questionnaires.rules.conditions import (
    ALWAYS,
    NUMBER_TESTS,
    All,
    Any,
    Condition,
    Fact,
    Known,
    LookUp,
    Not,
    Truth,
    Within,
    facts_of,
    truth,
)

NEVER = Any(())


def cuts_of(conditions: Iterable[Condition]) -> dict[str, list[int]]:
    """Give for each number that is tested those at which the truth of a test can change, going up."""
    found: dict[str, set[int]] = {}
    for condition in conditions:
        for fact in facts_of(condition):
            if fact.test in NUMBER_TESTS:
                ends = (fact.lowest, None if fact.highest is None else fact.highest + 1)
                found.setdefault(fact.question, set()).update(end for end in ends if end is not None)
    return {name: sorted(cuts) for name, cuts in found.items()}


def ways_of(conditions: Iterable[Condition], look_up: LookUp) -> Iterator[Iterator[LookUp]]:
    """Give for each number that lies between two ends what is known when it is one of those between."""
    for name, cuts in cuts_of(conditions).items():
        known = look_up(name)
        if isinstance(known, Within):
            numbers = [known.lowest, *(cut for cut in cuts if known.lowest < cut <= known.highest)]
            yield (_with(look_up, name, number) for number in numbers)


def _with(look_up: LookUp, name: str, number: int) -> LookUp:
    def look(asked: str) -> Known:
        return number if asked == name else look_up(asked)

    return look


def with_number(condition: Condition, name: str, number: int) -> Condition:
    """Give a condition with the tests of one number done."""
    match condition:
        case Fact(question, test) if question == name and test in NUMBER_TESTS:
            return ALWAYS if truth(condition, {name: number}.get) is Truth.YES else NEVER
        case Not(part):
            return Not(with_number(part, name, number))
        case All(parts):
            return All(tuple(with_number(part, name, number) for part in parts))
        case Any(parts):
            return Any(tuple(with_number(part, name, number) for part in parts))
    return condition
