"""Loads content/code-book.yaml: the themes of the reports, with the words that suggest them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import TEXTS
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import LONGEST_CODE, LONGEST_LABEL, CodeBook, Theme, ThemeGroup

_CODE = r"^[a-z0-9]+(_[a-z0-9]+)*$"
_ThemeCode = Annotated[str, Field(pattern=_CODE, max_length=LONGEST_CODE)]
# The tables keep no longer code of a group.
_GroupCode = Annotated[str, Field(pattern=_CODE, max_length=40)]
_Word = Annotated[str, Field(pattern=r"\w")]


class ThemeFile(ContentModel):
    """One theme as written in the file."""

    code: _ThemeCode
    label: Annotated[str, Field(min_length=1, max_length=LONGEST_LABEL)]
    words: tuple[_Word, ...] = ()


class GroupFile(ContentModel):
    """One group of themes as written in the file."""

    audience: Audience
    code: _GroupCode
    heading: Annotated[str, Field(min_length=1)]
    questions: Annotated[tuple[str, ...], Field(min_length=1)]
    themes: tuple[ThemeFile, ...]


class CodeBookFile(ContentModel):
    """The whole file."""

    groups: tuple[GroupFile, ...]


def load(pack: Path, questionnaires: Questionnaires) -> CodeBook:
    """Load the file; raises ContentError for what stands in it twice, and for questions without words."""
    path = pack / "code-book.yaml"
    book = CodeBook(tuple(map(_group, load_yaml(path, CodeBookFile).groups)))
    for fault in (*_doubles(book), *_questions_without_words(book, questionnaires)):
        raise ContentError(path, None, fault)
    return book


def _doubles(book: CodeBook) -> Iterator[str]:
    names = [(group.audience, group.code) for group in book.groups]
    if len(set(names)) < len(names):
        yield "a group stands here twice"
    for group in book.groups:
        labels = [theme.label.casefold() for theme in group.themes]
        if len(group.codes) < len(group.themes) or len(set(labels)) < len(labels):
            yield f'a theme of "{group.code}" stands here twice'


def _questions_without_words(book: CodeBook, questionnaires: Questionnaires) -> Iterator[str]:
    """Give the questions that a survey does not ask, or not in words; a council may leave a whole survey out."""
    for group in book.groups:
        survey = questionnaires.by_id.get(SURVEYS[group.audience])
        if survey is None:
            continue
        for question_id in group.questions:
            question = survey.question(question_id)
            if question is None or question.kind not in TEXTS:
                yield (
                    f'the group "{group.code}" codes the answers to "{question_id}", '
                    f"which {SURVEYS[group.audience]}.yaml does not ask in words"
                )


def _group(file: GroupFile) -> ThemeGroup:
    themes = tuple(Theme(theme.code, theme.label, theme.words) for theme in file.themes)
    return ThemeGroup(file.audience, file.code, file.heading, file.questions, themes)
