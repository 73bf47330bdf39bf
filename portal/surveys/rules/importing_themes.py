"""Reads answers that were coded to themes elsewhere: one line for each respondent, group and theme."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.surveys.rules.importing import ImportedResponse, LineError, Reject, checked_text
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook, ThemeGroup

COLUMNS = ("response_id", "survey", "group", "theme_code", "comment")

# The themes that staff added, by audience and group.
Added = Mapping[tuple[Audience, str], Collection[str]]


@dataclass(slots=True)
class _Respondent:
    """What the lines of one respondent have said so far."""

    lines: list[int] = field(default_factory=list)
    themes: dict[str, list[str]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    seen: set[tuple[str, str, str]] = field(default_factory=set)


@dataclass(slots=True)
class ThemeLines:
    """Gathers the lines of a file by respondent, because they may stand in any order.

    When one line of a respondent is refused, all are: half an answer would count a person without the theme.
    """

    book: CodeBook
    added: Added
    repeated: int = 0
    _respondents: dict[tuple[Audience, str], _Respondent] = field(default_factory=dict)
    _refused: dict[tuple[str, str], int] = field(default_factory=dict)
    _rejects: list[Reject] = field(default_factory=list)

    def take(self, line: int, cells: Mapping[str, str]) -> None:
        """Take one line, or note why it is refused."""
        try:
            self._take(line, cells)
        except LineError as error:
            self._rejects.append(Reject(line, str(error)))
            self._refused.setdefault((cells["survey"].strip(), cells["response_id"].strip()), line)

    def responses(self) -> Iterator[ImportedResponse]:
        """Give the respondents with no refused line; call it when all lines are taken."""
        for (audience, name), respondent in self._respondents.items():
            if (audience.value, name) not in self._refused:
                yield ImportedResponse(
                    audience,
                    texts={question: "\n".join(said) for question, said in respondent.comments.items()},
                    themes={group: tuple(codes) for group, codes in respondent.themes.items()},
                )

    def rejects(self) -> Sequence[Reject]:
        """Give all refused lines in the order of the file."""
        others = [
            Reject(line, f"line {first} of the same response is refused")
            for (audience, name), respondent in self._respondents.items()
            if (first := self._refused.get((audience.value, name)))
            for line in respondent.lines
        ]
        return sorted((*self._rejects, *others), key=lambda reject: reject.line)

    def _take(self, line: int, cells: Mapping[str, str]) -> None:
        cell = {name: checked_text(cells[name]) for name in COLUMNS}
        audience, name = _audience(cell["survey"]), cell["response_id"]
        if not name:
            raise LineError("response_id is empty")
        group = self._group(audience, cell)
        said = (cell["group"], cell["theme_code"], cell["comment"])
        respondent = self._respondents.setdefault((audience, name), _Respondent())
        respondent.lines.append(line)
        if said in respondent.seen:
            self.repeated += 1
        elif group is not None:
            _note(respondent, group, cell)
        respondent.seen.add(said)

    def _group(self, audience: Audience, cell: Mapping[str, str]) -> ThemeGroup | None:
        """Give the group of a line; None when it names a respondent and nothing else."""
        if not cell["group"]:
            if cell["theme_code"] or cell["comment"]:
                raise LineError("there is a theme or a comment, and group is empty")
            return None
        group = self.book.group(audience, cell["group"])
        if group is None:
            raise LineError(f"the code book has no group “{cell['group']}” for {audience.value}")
        if cell["theme_code"] and not self._has_theme(group, cell["theme_code"]):
            raise LineError(f"the group “{group.code}” has no theme “{cell['theme_code']}”")
        if cell["comment"] and not group.questions:
            raise LineError(f"no question belongs to the group “{group.code}”, so its comments have no place")
        return group

    def _has_theme(self, group: ThemeGroup, code: str) -> bool:
        return any(theme.code == code for theme in group.themes) or code in self.added.get(
            (group.audience, group.code), ()
        )


def _note(respondent: _Respondent, group: ThemeGroup, cell: Mapping[str, str]) -> None:
    if cell["theme_code"]:
        codes = respondent.themes.setdefault(group.code, [])
        if cell["theme_code"] not in codes:
            codes.append(cell["theme_code"])
    if cell["comment"]:
        said = respondent.comments.setdefault(group.questions[0], [])
        if cell["comment"] not in said:
            said.append(cell["comment"])


def _audience(value: str) -> Audience:
    try:
        return Audience(value)
    except ValueError:
        known = ", ".join(Audience)
        raise LineError(f"survey is “{value}”, not one of {known}") from None
