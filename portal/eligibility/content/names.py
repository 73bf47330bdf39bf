"""Names in a rule set that lead nowhere, stand there twice, or that nothing leads to."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from portal.eligibility.content.shapes import GivesFile, RuleFile, RuleSetFile
from portal.eligibility.rules.faults import Fault, FaultKind, Place
from portal.eligibility.rules.particulars import ROUTES
from portal.questionnaires.rules.questions import Questionnaire

# The lists of a file whose entries rules name, with the word for one of them.
_GIVEN = {
    "amounts": "amount",
    "clocks": "clock",
    "windows": "window",
    "spend": "spend list",
    "renewals": "renewal",
    "evidence": "list of evidence",
}


def faults_of_names(file: RuleSetFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Find names that are used twice, are not there, or are not used."""
    yield from _twice(file, questionnaire)
    yield from _of_actions(file)
    yield from _of_given(file)
    yield from _of_routes(file)
    yield from _of_headings(file)
    parts = {part.id for part in file.parts}
    for at, example in enumerate(file.examples):
        for named in sorted(set(example.expect) - parts):
            yield _file(("examples", at), f'there is no part "{named}"')


def _file(place: Place, reason: str) -> Fault:
    return Fault(FaultKind.FILE, place, reason)


def _twice(file: RuleSetFile, questionnaire: Questionnaire) -> Iterator[Fault]:
    named: dict[str, list[tuple[Place, str]]] = {
        "action": [(("actions", at), one.id) for at, one in enumerate(file.actions)],
        "part": [(("parts", at), one.id) for at, one in enumerate(file.parts)],
        "rule": _placed_rules(file),
        **{
            word: [((key, at), one.id) for at, one in enumerate(getattr(file, key))]
            for key, word in _GIVEN.items()
            if key != "windows"
        },
        # What a condition can read has one set of names.
        "question, value, band or window": [
            *(((), question.id) for question in questionnaire.questions()),
            *(
                ((key, at), one.id)
                for key in ("values", "bands", "windows")
                for at, one in enumerate(getattr(file, key))
            ),
        ],
    }
    for word, places in named.items():
        times = Counter(name for _place, name in places)
        for place, name in places:
            times[name] -= 1
            if times[name] == 0 and [one for _place, one in places].count(name) > 1:
                yield _file(place, f'the {word} "{name}" is here for the second time')


def _placed_rules(file: RuleSetFile) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str]] = []
    for at, part in enumerate(file.parts):
        found += [(("parts", at, "rules", number), rule.id) for number, rule in enumerate(part.rules)]
        if part.if_not_known:
            found.append((("parts", at, "if_not_known"), part.if_not_known.id))
    return found


def _of_actions(file: RuleSetFile) -> Iterator[Fault]:
    actions = {action.id for action in file.actions}
    used: list[tuple[Place, Iterable[str]]] = [(("always",), file.always)]
    used += [(("headings", at), heading.next) for at, heading in enumerate(file.headings)]
    rules = dict(_named_rules(file))
    used += [(place, rule.next) for place, rule in rules.items()]
    for place, names in used:
        yield from _missing(place, names, actions, "action")
    reached = {name for _place, names in used for name in names}
    for at, action in enumerate(file.actions):
        if action.id not in reached:
            reason = f'no rule leads to the action "{action.id}"'
            yield Fault(FaultKind.UNREACHABLE, ("actions", at), reason)


def _named_rules(file: RuleSetFile) -> Iterator[tuple[Place, RuleFile]]:
    by_id = {rule.id: rule for rule in file.all_rules()}
    yield from ((place, by_id[name]) for place, name in _placed_rules(file))


def _missing(place: Place, names: Iterable[str], there: Collection[str], word: str) -> Iterator[Fault]:
    for name in names:
        if name not in there:
            known = f"; there are {', '.join(sorted(there))}" if there else ""
            yield _file(place, f'there is no {word} "{name}"{known}')


def _of_given(file: RuleSetFile) -> Iterator[Fault]:
    given: list[tuple[Place, GivesFile]] = [(("parts", at), part) for at, part in enumerate(file.parts)]
    given += list(_named_rules(file))
    for key, word in _GIVEN.items():
        entries = [entry.id for entry in getattr(file, key)]
        reached: set[str] = _reached_otherwise(file, key)
        for place, giving in given:
            names = getattr(giving, key)
            reached |= set(names)
            yield from _missing((*place, key) if names else place, names, entries, word)
        for at, name in enumerate(entries):
            if name not in reached:
                yield Fault(FaultKind.UNREACHABLE, (key, at), f'no rule gives the {word} "{name}"')
    yield from _of_clocks(file)


def _reached_otherwise(file: RuleSetFile, key: str) -> set[str]:
    """Give what a condition reads, or what another clock follows."""
    if key == "clocks":
        return {clock.after for clock in file.clocks if clock.after}
    return set(_read(file)) if key == "windows" else set()


def _read(file: RuleSetFile) -> Iterator[str]:
    """Give every name that a condition of the file reads."""
    text = file.model_dump()
    waiting: list[object] = [text]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if isinstance(node.get("question"), str):
                yield node["question"]
            waiting += node.values()
        elif isinstance(node, list | tuple):
            waiting += node


def _of_clocks(file: RuleSetFile) -> Iterator[Fault]:
    earlier: set[str] = set()
    for at, clock in enumerate(file.clocks):
        if clock.after and clock.after not in earlier:
            reason = f'the clock "{clock.id}" is after "{clock.after}", which does not stand before it'
            yield _file(("clocks", at), reason)
        earlier.add(clock.id)


def _of_routes(file: RuleSetFile) -> Iterator[Fault]:
    routes = {*ROUTES, *(route.id for route in file.routes)}
    used = {rule.route for rule in file.all_rules() if rule.route}
    for place, rule in _named_rules(file):
        if rule.route:
            yield from _missing(place, (rule.route,), routes, "route")
    for at, route in enumerate(file.routes):
        if route.id not in used:
            yield Fault(FaultKind.UNREACHABLE, ("routes", at), f'no rule takes the route "{route.id}"')


def _of_headings(file: RuleSetFile) -> Iterator[Fault]:
    parts = {part.id for part in file.parts}
    for at, heading in enumerate(file.headings):
        yield from _missing(("headings", at), sorted(heading.parts), parts, "part")
        is_last = at == len(file.headings) - 1
        if is_last == bool(heading.parts):
            yield _file(("headings", at), "the last heading names no parts, and all others do")
