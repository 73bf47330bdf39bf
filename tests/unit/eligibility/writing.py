"""Rule sets as text, for tests that check them as a council officer would."""

from pathlib import Path
from textwrap import indent

from portal.eligibility.content.checking import Checked, FileFault, Surroundings, checked
from portal.eligibility.rules.faults import FaultKind

HEAD = """\
id: planted
version: "1"
valid_from: 2026-04-01
"""
ACTIONS = """\
actions:
  - {id: ring, title: "Ring", kind: phone, target: "01632 960000"}
always: [ring]
"""
QUESTIONS = """\
questions:
  - {id: born, type: date, label: "Born"}
  - {id: age, type: number, label: "Age", lowest: 0, highest: 30}
  - id: plan
    type: radios
    label: "Plan"
    options:
      - {code: "yes", label: "Yes"}
      - {code: "no", label: "No"}
      - {code: not_sure, label: "Not sure", unknown: true}
  - id: proof
    type: checkboxes
    label: "Proof"
    options:
      - {code: dla, label: "DLA"}
      - {code: pip, label: "PIP"}
      - {code: letter, label: "Letter"}
      - {code: none, label: "None", exclusive: true}
"""
REST = '{id: rest, outcome: other_help, reason: "r", next: [ring]}'
UNKNOWN = '    if_not_known: {id: find_out, outcome: not_known, reason: "r", next: [ring]}\n'


def rule(name: str, when: str, outcome: str = "can", more: str = "next: [ring]") -> str:
    """Write one rule."""
    return f'{{id: {name}, when: {when}, outcome: {outcome}, reason: "r", {more}}}'


def part(*rules: str, more: str = UNKNOWN) -> str:
    """Write the only part of a file."""
    lines = "".join(f"- {one}\n" for one in rules)
    return f'parts:\n  - id: thing\n    title: "Thing"\n    rules:\n{indent(lines, " " * 6)}{more}'


def whole(parts: str, extra: str = "", questions: str = QUESTIONS, actions: str = ACTIONS) -> str:
    """Write a whole file."""
    return HEAD + questions + extra + actions + parts


def check(folder: Path, text: str) -> Checked:
    """Check a text as a file that stands alone."""
    path = folder / "planted.yaml"
    path.write_text(text, encoding="utf-8")
    return checked(path, Surroundings({}, None, {}))


def only_fault(folder: Path, text: str, kind: FaultKind) -> FileFault:
    """Give the one fault of its kind, with the line on which it was planted."""
    found = [fault for fault in check(folder, text).faults if fault.kind is kind]
    assert found, [str(fault) for fault in check(folder, text).faults]
    return found[0]
