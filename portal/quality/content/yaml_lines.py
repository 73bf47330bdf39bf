"""YAML as an editor wrote it: each value with its place, its line and the lines of its text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

from portal.infra.content_files import ContentError

Step = str | int
_ENOUGH_TO_KNOW = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value; `path` leads to it, `lines` say from which sign on which line of the file is reached."""

    path: tuple[Step, ...]
    value: str
    line: int
    lines: tuple[tuple[int, int], ...]

    @property
    def key(self) -> str:
        """Give the nearest key on the way, so that an entry of a list has the key of its list."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


@dataclass(slots=True)
class _Open:
    is_mapping: bool
    at: Step = -1
    wants_key: bool = field(default=True)


def scalars_in(path: Path, text: str, first_line: int = 1) -> tuple[Scalar, ...]:
    """Give every value of a YAML text; raises ContentError when it cannot be read."""
    try:
        # Events are half of the work of nodes, and a pack has thousands of lines.
        return tuple(_walked(YAML(typ="safe", pure=True).parse(text), text.splitlines(), first_line))
    except YAMLError as fault:
        mark = fault.problem_mark if isinstance(fault, MarkedYAMLError) else None
        reason = fault.problem if isinstance(fault, MarkedYAMLError) else None
        raise ContentError(
            path, mark.line + first_line if mark else None, str(reason or "this is no YAML")
        ) from fault


def _walked(events: Iterable[Any], source: list[str], first_line: int) -> Iterator[Scalar]:
    stack: list[_Open] = []
    for event in events:
        if isinstance(event, CollectionEndEvent):
            stack.pop()
            continue
        if not isinstance(event, ScalarEvent | AliasEvent | CollectionStartEvent):
            continue
        is_key = _stepped(stack, event)
        if isinstance(event, CollectionStartEvent):
            stack.append(_Open(isinstance(event, MappingStartEvent)))
        # A file that is one single word holds no content; it has no path either.
        elif isinstance(event, ScalarEvent) and stack and not is_key and not _is_nothing(event):
            yield _scalar(event, tuple(frame.at for frame in stack), source, first_line)


def _is_nothing(event: ScalarEvent) -> bool:
    """Tell whether a value says that there is none; in quotes it would be a word."""
    return event.style is None and event.value in {"", "~", "null"}


def _stepped(stack: list[_Open], event: Any) -> bool:
    """Move to where an event stands; tell whether it is a key."""
    if not stack:
        return False
    frame = stack[-1]
    if not frame.is_mapping:
        frame.at = int(frame.at) + 1
        return False
    if frame.wants_key:
        frame.at = str(getattr(event, "value", "?"))
    frame.wants_key = not frame.wants_key
    return not frame.wants_key


def _scalar(event: ScalarEvent, path: tuple[Step, ...], source: list[str], first_line: int) -> Scalar:
    start, end = event.start_mark.line, event.end_mark.line
    value = str(event.value)
    lines = [(0, start + first_line)]
    if end > start:
        # A text over several lines: each line is found again by how it begins.
        reached = 0
        for number in range(start + 1, min(end + 1, len(source))):
            begins = source[number].strip()[:_ENOUGH_TO_KNOW]
            found = value.find(begins, reached) if begins else -1
            if found >= 0:
                lines.append((found, number + first_line))
                reached = found + 1
    return Scalar(path, value, lines[1][1] if _is_block(event, lines) else lines[0][1], tuple(lines))


def _is_block(event: ScalarEvent, lines: list[tuple[int, int]]) -> bool:
    return event.style in {"|", ">"} and len(lines) > 1
