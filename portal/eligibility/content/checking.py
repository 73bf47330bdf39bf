"""Checking one file whole: its shape, its names, every combination of answers, and its own examples."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from portal.eligibility.content.building import rule_set_of
from portal.eligibility.content.meanings import faults_of_meanings
from portal.eligibility.content.names import faults_of_names
from portal.eligibility.content.shapes import RuleSetFile
from portal.eligibility.content.sheets import built_sheet, faults_of_sheet, own_sheet
from portal.eligibility.content.trying import faults_of_examples
from portal.eligibility.rules.faults import Fault, FaultKind, Place
from portal.eligibility.rules.sets import RuleSet
from portal.eligibility.rules.walks import walked
from portal.infra.content_files import ContentError, line_of, load_yaml
from portal.questionnaires.rules.questions import Option, Questionnaire


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a file: questionnaires by name, contacts (None: any name goes), code lists."""

    questionnaires: Mapping[str, Questionnaire]
    contacts: Collection[str] | None
    lists: Mapping[str, tuple[Option, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """A rule set that can decide, with the questions that it is over."""

    rule_set: RuleSet
    questionnaire: Questionnaire
    file: RuleSetFile


@dataclass(frozen=True, slots=True)
class FileFault:
    """A fault with the file and the line on which it stands."""

    path: Path
    line: int | None
    kind: FaultKind
    reason: str
    part: str | None = None
    rule: str | None = None
    example: Mapping[str, object] | None = None

    def __str__(self) -> str:
        """Give one line for the person who writes the rules."""
        where = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{where}: {self.kind.value.replace('_', ' ')}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `rules` is None when the file cannot be used at all."""

    rules: Rules | None
    faults: tuple[FileFault, ...]
    combinations: int = 0


def checked(path: Path, around: Surroundings) -> Checked:
    """Check a file as far as it can be read, and give every fault that was found."""
    try:
        rules, faults = _read(path, around)
    except ContentError as error:
        return Checked(None, (FileFault(error.path, error.line, FaultKind.FILE, error.reason),))
    if rules is None or any(fault.kind is FaultKind.FILE for fault in faults):
        return Checked(None, _with_lines(path, faults))
    found = walked(rules.rule_set, rules.questionnaire)
    faults += found.faults
    faults += faults_of_examples(rules.file, rules.rule_set, rules.questionnaire)
    return Checked(rules, _with_lines(path, faults), found.combinations)


def opened(path: Path, around: Surroundings) -> Rules:
    """Open a file to decide with it, without walking it; raises ContentError for what cannot be read."""
    rules, faults = _read(path, around)
    for fault in _with_lines(path, [one for one in faults if one.kind is FaultKind.FILE]):
        raise ContentError(path, fault.line, fault.reason)
    if rules is None:
        raise ContentError(path, None, "the file has no rules")
    return rules


def _read(path: Path, around: Surroundings) -> tuple[Rules | None, list[Fault]]:
    file = load_yaml(path, RuleSetFile)
    questionnaire, faults = _questionnaire(file, around)
    if questionnaire is None:
        return None, faults
    faults += faults_of_names(file, questionnaire)
    faults += faults_of_meanings(file, questionnaire, around.contacts)
    if any(fault.kind is FaultKind.FILE for fault in faults):
        return None, faults
    return Rules(rule_set_of(file, questionnaire.id), questionnaire, file), faults


def _questionnaire(file: RuleSetFile, around: Surroundings) -> tuple[Questionnaire | None, list[Fault]]:
    if bool(file.questions) == bool(file.questionnaire):
        reason = "a rule set names a questionnaire or has questions of its own, one of the two"
        return None, [Fault(FaultKind.FILE, ("questionnaire",), reason)]
    if file.questionnaire:
        found = around.questionnaires.get(file.questionnaire)
        if found is not None:
            return found, []
        reason = f'there is no questionnaire "{file.questionnaire}"'
        return None, [Fault(FaultKind.FILE, ("questionnaire",), reason)]
    sheet = own_sheet(file)
    faults = list(faults_of_sheet(sheet, around.lists))
    return (None, faults) if faults else (built_sheet(sheet, around.lists), [])


def _with_lines(path: Path, faults: Iterable[Fault]) -> tuple[FileFault, ...]:
    found = list(faults)
    if not found:
        return ()
    parsed = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
    return tuple(
        FileFault(
            path,
            line_of(parsed, _numbered(parsed, fault.place)),
            fault.kind,
            fault.reason,
            _part_of(parsed, fault.place),
            fault.rule,
            fault.example,
        )
        for fault in found
    )


def _part_of(parsed: object, place: Place) -> str | None:
    """Give the id of the part in which a place lies."""
    if not isinstance(parsed, dict) or place[:1] != ("parts",) or len(place) == 1:
        return None
    return str(parsed["parts"][place[1]].get("id"))


def _numbered(parsed: object, place: Place) -> Sequence[str | int]:
    """Give a place in which an entry of a list is told by its number, where it was told by its id."""
    return tuple(_steps(parsed, place))


def _steps(node: object, place: Place) -> Iterator[str | int]:
    for step in place:
        number: str | int = step
        if isinstance(node, list) and isinstance(step, str):
            number = next((at for at, one in enumerate(node) if one.get("id") == step), 0)
        yield number
        try:
            node = node[number]  # type: ignore[index]  # A place that is not there ends the search.
        except (KeyError, IndexError, TypeError):
            return
