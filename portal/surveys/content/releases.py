"""Loads content/releases.yaml: the fixed tables that are published of each survey."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.core.disclosure.shapes import makes_circle
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Kind, Questionnaire
from portal.surveys.rules.releases import (
    NEVER_CROSSED,
    Layout,
    ReleaseLayouts,
    TableLayout,
    TablePlan,
    axis_of,
)
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook

_Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


class TableFile(ContentModel):
    """One table as written in the file."""

    code: _Code
    title: str = ""
    question: str = ""
    by: str = ""
    themes: str = ""


class LayoutFile(ContentModel):
    """One release as written in the file."""

    code: _Code
    title: Annotated[str, Field(min_length=1, max_length=200)]
    audience: Audience
    questionnaire: str
    tables: Annotated[tuple[TableFile, ...], Field(min_length=1)]


class ReleasesFile(ContentModel):
    """The whole file."""

    releases: tuple[LayoutFile, ...]


def load(pack: Path, questionnaires: Questionnaires, book: CodeBook) -> ReleaseLayouts:
    """Load the file; raises ContentError for a table that cannot be made, or could not be shown safely.

    A release of a survey that the pack does not have is left out: a council may ask fewer people.
    """
    path = pack / "releases.yaml"
    file = load_yaml(path, ReleasesFile)
    if len({one.code for one in file.releases}) < len(file.releases):
        raise ContentError(path, None, "a release stands here twice")
    layouts = tuple(_layout(one) for one in file.releases if one.questionnaire in questionnaires.by_id)
    for layout in layouts:
        for fault in _faults(layout, questionnaires.named(layout.questionnaire), book):
            raise ContentError(path, None, f"{layout.code}: {fault}")
    return ReleaseLayouts(layouts)


def _layout(file: LayoutFile) -> Layout:
    tables = tuple(TableLayout(one.code, one.title, one.question, one.by, one.themes) for one in file.tables)
    return Layout(file.code, file.title, file.audience, file.questionnaire, tables)


def _faults(layout: Layout, questionnaire: Questionnaire, book: CodeBook) -> Iterator[str]:
    if len({table.code for table in layout.tables}) < len(layout.tables):
        yield "a table stands here twice"
    for table in layout.tables:
        yield from _faults_of_table(table, layout, questionnaire, book)
    if makes_circle([plan.shape for plan in _plans(layout, questionnaire)]):
        yield "tables lead round to each other, or a question with several answers is crossed twice"


def _faults_of_table(
    table: TableLayout, layout: Layout, questionnaire: Questionnaire, book: CodeBook
) -> Iterator[str]:
    if bool(table.question) == bool(table.themes) or (table.by and not table.question):
        yield f'"{table.code}" names a question, a question by another, or a group of themes'
        return
    if table.themes and book.group(layout.audience, table.themes) is None:
        yield f'"{table.code}": code-book.yaml has no group "{table.themes}" of these people'
    for question_id in filter(None, (table.question, table.by)):
        question = questionnaire.question(question_id)
        if question is None or not question.options:
            yield f'"{table.code}": {questionnaire.id}.yaml has no question "{question_id}" with answers to choose'
            continue
        if table.by and question_id in NEVER_CROSSED:
            yield f'"{table.code}": "{question_id}" is never crossed, because two answers can be one family'
        if question_id == table.by and question.kind is Kind.CHECKBOXES:
            yield f'"{table.code}": "{question_id}" takes several answers and cannot stand after "by"'
        try:
            axis_of(questionnaire, question)
        except ValueError as error:
            yield f'"{table.code}": {error}'
    if table.by and not table.title:
        yield f'"{table.code}" needs a title'


def _plans(layout: Layout, questionnaire: Questionnaire) -> Iterator[TablePlan]:
    for table in layout.tables:
        rows, columns = questionnaire.question(table.question), questionnaire.question(table.by)
        if rows is not None:
            by = axis_of(questionnaire, columns) if columns else None
            yield TablePlan(table.code, table.title, axis_of(questionnaire, rows), by)
