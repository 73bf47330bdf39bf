"""What is released of a survey: fixed tables, the same each time, and what of them was published."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal.core.disclosure.releases import FEWEST, Published, Release
from portal.core.disclosure.shapes import EVERYBODY, Asked, Key, Shape, both
from portal.core.errors import PortalError
from portal.questionnaires.rules.conditions import ALWAYS, Condition, Fact, Test
from portal.questionnaires.rules.questions import Kind, Question, Questionnaire
from portal.surveys.rules.counting import percent_of
from portal.surveys.rules.rounds import Audience, Channel, Round
from portal.surveys.rules.themes import ThemeGroup

# In front of the code of a theme group, where a question has its own.
_THEMES = "themes:"
# A district is never crossed with anything: in a small town, two answers are a family.
NEVER_CROSSED = frozenset({"district"})


class Refusal(StrEnum):
    """Why figures are not released."""

    NO_ROUND = "no_round"
    OPEN = "open"
    IMPORTED = "imported"
    TOO_FEW = "too_few"
    NOT_SAFE = "not_safe"
    COUNTED_OTHERWISE = "counted_otherwise"
    CHANGED = "changed"


class ReleaseRefusedError(PortalError):
    """Figures are not released; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        """Keep the reason."""
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table of a release: a question, a question by another, or a group of themes."""

    code: str
    title: str
    question: str = ""
    by: str = ""
    themes: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a release about one survey holds, in order."""

    code: str
    title: str
    audience: Audience
    questionnaire: str
    tables: tuple[TableLayout, ...]


@dataclass(frozen=True, slots=True)
class ReleaseLayouts:
    """All layouts of the content pack."""

    layouts: tuple[Layout, ...]

    def named(self, code: str) -> Layout | None:
        """Give a layout by its code, or None."""
        return next((layout for layout in self.layouts if layout.code == code), None)


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or the columns of a table: a question with the words of its answers, as they were asked."""

    asked: Asked
    label: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table that can be counted and shown; labels are messages of the catalogues."""

    code: str
    title: str
    rows: Axis
    columns: Axis | None = None

    @property
    def shape(self) -> Shape:
        """Give its cells."""
        return Shape(self.code, self.rows.asked, self.columns.asked if self.columns else None)


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """A table as it was published: everybody, then each answer; a cell is hidden where it has no number."""

    plan: TablePlan
    published: Published


@dataclass(frozen=True, slots=True)
class ReleaseRead:
    """A release with everything that its pages and files show."""

    id: int
    code: str
    layout: str
    title: str
    audience: Audience
    round_ids: frozenset[int]
    first_day: date
    last_day: date
    people: int
    tables: tuple[ReleasedTable, ...]
    released_at: datetime
    released_by: str

    @property
    def release(self) -> Release:
        """Give what disclosure control needs of it."""
        return Release(names_of(self.round_ids), tuple(table.published for table in self.tables))


def names_of(round_ids: Iterable[int]) -> frozenset[str]:
    """Name the people of rounds."""
    return frozenset(map(str, round_ids))


def axis_of(questionnaire: Questionnaire, question: Question, gone: Sequence[str] = ()) -> Axis:
    """Give a closed question as the rows or columns of a table; codes that are `gone` from the file stand last."""
    options = [(option.code, option.label) for option in question.options]
    options += [(code, code) for code in gone if code not in dict(options)]
    asked = Asked(
        question.id,
        tuple(code for code, _label in options),
        has_several=question.kind is Kind.CHECKBOXES,
        alone=frozenset(option.code for option in question.options if option.exclusive),
        only_if=condition_of(questionnaire, question),
    )
    return Axis(asked, question.label, tuple(label for _code, label in options))


def axis_of_themes(group: ThemeGroup, merged: Collection[str] = ()) -> Axis:
    """Give a group of themes as rows; a theme that counts as another has no row."""
    themes = [theme for theme in group.themes if theme.code not in merged]
    asked = Asked(_THEMES + group.code, tuple(theme.code for theme in themes), has_several=True)
    return Axis(asked, group.heading, tuple(theme.label for theme in themes))


def condition_of(questionnaire: Questionnaire, question: Question) -> tuple[str, str] | None:
    """Give the one answer on which a question depends, None for none; raises ValueError for more than one.

    An answer that is offered under a condition, and a question after one that has a condition itself, tell of more
    answers than that one; an attacker would know this, and disclosure control would not.
    """
    conditions = _conditions(questionnaire, question)
    if not conditions:
        return None
    (first, *more) = conditions
    if more or not isinstance(first, Fact) or first.test is not Test.ANY_OF or len(first.codes) != 1:
        raise ValueError(
            f'"{question.id}" is asked under more than one condition, which no release can take in'
        )
    before = questionnaire.question(first.question)
    if before is not None and _conditions(questionnaire, before):
        raise ValueError(
            f'"{question.id}" is asked after "{before.id}", which has a condition too; no release can take in both'
        )
    return first.question, next(iter(first.codes))


def _conditions(questionnaire: Questionnaire, question: Question) -> list[Condition]:
    page = next(page for page in questionnaire.pages if question in page.questions)
    if any(option.show_if != ALWAYS for option in question.options):
        raise ValueError(f'"{question.id}" has an answer with a condition, which no release can take in')
    return [condition for condition in (page.show_if, question.show_if) if condition != ALWAYS]


def refusal_of(
    rounds: Sequence[Round], channels: Mapping[int, Mapping[Channel, int]], layout: Layout, today: date
) -> Refusal | None:
    """Tell why rounds cannot be released, or None when they can as far as nobody has counted yet."""
    if not rounds or any(one.questionnaire != layout.questionnaire for one in rounds):
        return Refusal.NO_ROUND
    if any(one.closes_on >= today and not one.is_frozen for one in rounds):
        return Refusal.OPEN
    # Imported answers may be made up for testing; published, they would be taken for what families said.
    if any(channels.get(one.id, {}).get(Channel.IMPORT) for one in rounds):
        return Refusal.IMPORTED
    if sum(sum(channels.get(one.id, {}).values()) for one in rounds) < FEWEST:
        return Refusal.TOO_FEW
    return None


def value_of(table: ReleasedTable, row: str | None, column: str | None = None) -> int | None:
    """Give the number of a cell, None where it is hidden; without a row or a column it is a total."""
    key = EVERYBODY if row is None else ((table.plan.rows.asked.code, row),)
    if column is not None and table.plan.columns is not None:
        key = both(key, ((table.plan.columns.asked.code, column),))
    return table.published.values[key]


def percent_in(table: ReleasedTable, row: str, column: str | None = None) -> int | None:
    """Give the whole percent of the people of a column; None where the count, or its base, is hidden or small."""
    count, base = value_of(table, row, column), value_of(table, None, column)
    if count is None or base is None or base < FEWEST:
        return None
    return percent_of(count, base)


def stored(table: ReleasedTable) -> dict[str, Any]:
    """Give a table as it is kept: what everybody sees and nothing exact."""
    plan, published = table.plan, table.published
    return {
        "code": plan.code,
        "title": plan.title,
        "rows": _stored_axis(plan.rows),
        "columns": _stored_axis(plan.columns) if plan.columns else None,
        "cells": [[[list(answer) for answer in key], value] for key, value in published.values.items()],
    }


def read_table(found: Mapping[str, Any]) -> ReleasedTable:
    """Give a table from how it is kept."""
    columns = _read_axis(found["columns"]) if found["columns"] else None
    plan = TablePlan(found["code"], found["title"], _read_axis(found["rows"]), columns)
    values = {tuple((question, answer) for question, answer in key): value for key, value in found["cells"]}
    return ReleasedTable(plan, Published(plan.shape, values))


def is_of_themes(axis: Axis) -> bool:
    """Tell whether rows are themes, which people gave to what others wrote."""
    return axis.asked.code.startswith(_THEMES)


def theme_group_of(axis: Axis) -> str:
    """Give the code of the group whose themes are the rows."""
    return axis.asked.code.removeprefix(_THEMES)


def _stored_axis(axis: Axis) -> dict[str, Any]:
    asked = axis.asked
    return {
        "question": asked.code,
        "label": axis.label,
        "answers": [list(pair) for pair in zip(asked.answers, axis.labels, strict=True)],
        "has_several": asked.has_several,
        "alone": sorted(asked.alone),
        "only_if": list(asked.only_if) if asked.only_if else None,
    }


def _read_axis(found: Mapping[str, Any]) -> Axis:
    only_if = found["only_if"]
    asked = Asked(
        found["question"],
        tuple(code for code, _label in found["answers"]),
        has_several=found["has_several"],
        alone=frozenset(found["alone"]),
        only_if=(only_if[0], only_if[1]) if only_if else None,
    )
    return Axis(asked, found["label"], tuple(label for _code, label in found["answers"]))


def in_order(plans: Sequence[TablePlan], release: Release) -> tuple[ReleasedTable, ...]:
    """Put what may be published to the plans of its tables; what is not in it is withheld."""
    by_code = {table.shape.code: table for table in release.tables}
    return tuple(ReleasedTable(plan, by_code.get(plan.code) or Published(plan.shape, {})) for plan in plans)


def groups_coded_anew(earlier: ReleaseRead, counts: Mapping[str, Mapping[Key, int]]) -> Iterator[str]:
    """Give the groups of themes that people coded anew after a release: two codings of the same words tell too much."""
    for table in earlier.tables:
        if is_of_themes(table.plan.rows) and any(
            _is_otherwise(value, sum(counts[name].get(key, 0) for name in names_of(earlier.round_ids)))
            for key, value in table.published.values.items()
        ):
            yield table.plan.rows.asked.code


def without_groups(release: Release, codes: Collection[str]) -> Release:
    """Give a release without the tables of some groups."""
    kept = tuple(table for table in release.tables if table.shape.rows.code not in codes)
    return Release(release.people, kept)


def _is_otherwise(value: int | None, count: int) -> bool:
    return count == 0 if value is None else count != value
