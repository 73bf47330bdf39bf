"""Importing survey answers from a file: every line is read or refused, and what is read is published in one step."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.infra.content_pack import ContentPack
from portal.infra.db import Database
from portal.questionnaires.content import Questionnaires
from portal.surveys.queries.consultees import added_codes
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.rules.importing import (
    ImportedResponse,
    ImportRefusedError,
    ImportReport,
    LineError,
    Reject,
)
from portal.surveys.rules.importing_choices import ChoiceLines, choice_lines
from portal.surveys.rules.importing_themes import COLUMNS, ThemeLines
from portal.surveys.rules.themes import CodeBook
from portal.surveys.services.importing_file import Progress, head_of, lines_of
from portal.surveys.services.importing_rounds import FileImport, ImportPlan, publish, refuse_repeated
from portal.surveys.services.importing_stage import Stage
from portal.surveys.services.keeping import Seal


@dataclass(slots=True)
class _Read:
    """How far the reading has come."""

    lines: int = 0
    repeated: int = 0
    rejects: list[Reject] = field(default_factory=list)


def import_answers(
    database: Database,
    plan: ImportPlan,
    *,
    now: datetime,
    pack: ContentPack,
    seal: Seal,
    progress: Progress = lambda _bytes: None,
) -> ImportReport:
    """Import a file, whole or with a list of what was refused; raises ImportRefusedError when nothing can be taken.

    Nothing is corrected. The second import of one file into one round is refused.
    """
    started = time.monotonic()
    made = FileImport.of(plan, now)
    refuse_repeated(database, made)
    stage, read = Stage(seal), _Read()
    try:
        for response in _responses(database, plan, pack, read, progress):
            stage.put(response)
        counts = publish(database, stage, made, pack) if stage.counts else {}
    finally:
        stage.close()
    return ImportReport(
        rounds=counts,
        lines=read.lines,
        repeated=read.repeated,
        rejects=tuple(read.rejects),
        is_synthetic=made.is_synthetic,
        seconds=round(time.monotonic() - started, 2),
    )


def _responses(
    database: Database, plan: ImportPlan, pack: ContentPack, read: _Read, progress: Progress
) -> Iterator[ImportedResponse]:
    head = head_of(plan.path)
    if plan.survey:
        yield from _by_question(plan, choice_lines_of(plan.survey, pack, head), read, progress)
        return
    if missing := [name for name in COLUMNS if name not in head]:
        raise ImportRefusedError(
            f"the file has no column {', '.join(missing)}; if it has a column for each question, name its survey"
        )
    if unknown := [name for name in head if name not in COLUMNS]:
        raise ImportRefusedError(
            f"the file has a column “{unknown[0]}”; its columns are {', '.join(COLUMNS)}"
        )
    with database.reading() as session:
        themes = ThemeLines(pack.of(CodeBook), added_codes(session))
    for line in lines_of(plan.path, progress):
        read.lines += 1
        try:
            themes.take(line.number, line.checked())
        except LineError as error:
            read.rejects.append(Reject(line.number, str(error)))
    yield from themes.responses()
    read.repeated = themes.repeated
    read.rejects = sorted((*read.rejects, *themes.rejects()), key=lambda reject: reject.line)


def _by_question(
    plan: ImportPlan, columns: ChoiceLines, read: _Read, progress: Progress
) -> Iterator[ImportedResponse]:
    for line in lines_of(plan.path, progress):
        read.lines += 1
        try:
            yield columns.response(line.checked())
        except LineError as error:
            read.rejects.append(Reject(line.number, str(error)))


def choice_lines_of(survey: str, pack: ContentPack, head: Sequence[str]) -> ChoiceLines:
    """Match the columns of a file with the questions of a survey; raises ImportRefusedError."""
    audience = next((audience for audience, known in SURVEYS.items() if known == survey), None)
    if audience is None or survey not in pack.of(Questionnaires).by_id:
        raise ImportRefusedError(f"there is no survey “{survey}”; there are {', '.join(SURVEYS.values())}")
    return choice_lines(pack.of(Questionnaires).named(survey), audience, head)
