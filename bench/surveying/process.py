"""One process that crosses questions or imports a file, and prints what it took, line by line."""

import resource
import secrets
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from bench.surveying.answers import QUESTIONS, SURVEY
from portal.app import open_database
from portal.infra.db import Database
from portal.infra.keys import load_keys
from portal.pack import load_pack
from portal.questionnaires.rules.questions import Question
from portal.settings import Face, Settings
from portal.surveys.models import SurveyChoice, SurveyResponse, SurveyRound
from portal.surveys.queries.crossing import answers_of
from portal.surveys.rules.counting import PARENT_SURVEY
from portal.surveys.rules.crossing import CrossTable, Wanted, cross, people
from portal.surveys.services.importing import import_answers
from portal.surveys.services.importing_rounds import ImportPlan

CROSSING, IMPORTING = "crossing", "importing"
Result = TypeVar("Result")
_TRIES = 9


def main() -> None:
    """Do what the command line names."""
    settings = Settings.from_environment(Face.WORKER)
    keys = load_keys(settings.keys, settings.face)
    database = open_database(settings, keys)
    try:
        if sys.argv[1] == CROSSING:
            _crossing(database)
            return
        done = import_answers(
            database,
            ImportPlan(Path(sys.argv[2]), survey=PARENT_SURVEY, day=date(2026, 11, 1), is_synthetic=True),
            now=datetime(2026, 11, 27, tzinfo=UTC),
            pack=load_pack(settings.content),
            seal=keys.seal_for_worker,
        )
        print("seconds", done.seconds)
        print("refused", len(done.rejects))
        _print_memory()
    finally:
        database.close()


def _crossing(database: Database) -> None:
    cold, filtered, warm = [], [], []
    pairs = [(QUESTIONS[number], QUESTIONS[number + 1]) for number in range(0, 2 * _TRIES, 2)]
    # The connection is there before the first look, as in a process that serves.
    with database.reading() as session:
        session.scalar(select(func.count()).select_from(SurveyRound))
    for number, (rows, columns) in enumerate(pairs):
        _forget()
        seconds, table = _timed(partial(_table, database, rows, columns))
        cold.append(seconds)
        if number == 0:
            _check(database, rows, columns, table)
        warm.append(_timed(partial(_table, database, rows, columns))[0])
    wanted = Wanted(
        choices={"q18": frozenset({"a0", "a1"}), "q19": frozenset({"a1"})},
        channels=frozenset({"online"}),
        first=date(2026, 2, 1),
    )
    for rows, columns in pairs[:3]:
        _forget()
        filtered.append(_timed(partial(_table, database, rows, columns, wanted))[0])
    _add_one(database)
    after, _table_after = _timed(lambda: _table(database, *pairs[0]))
    _forget()
    with database.reading() as session:
        everything, _answers = _timed(lambda: answers_of(session, SURVEY, [one.id for one in QUESTIONS]))
    for name, value in (
        ("cold", median(cold)),
        ("filtered", median(filtered)),
        ("warm", median(warm)),
        ("after", after),
        ("all", everything),
    ):
        print(name, value)
    _print_memory()


def _table(
    database: Database,
    rows: Question,
    columns: Question,
    wanted: Wanted = Wanted(),  # noqa: B008 -- Frozen.
) -> CrossTable:
    with database.reading() as session:
        answers = answers_of(session, SURVEY, (rows.id, columns.id, *wanted.choices))
    return cross(answers, rows, columns, people(answers, wanted))


def _check(database: Database, rows: Question, columns: Question, table: CrossTable) -> None:
    """End when SQL counts anything else."""
    one, other = aliased(SurveyChoice), aliased(SurveyChoice)
    query = (
        select(one.code, other.code, func.count())
        .join(other, other.response_key == one.response_key)
        .where(one.question == rows.id, other.question == columns.id)
        .group_by(one.code, other.code)
    )
    with database.reading() as session:
        by_sql = {(row, column): number for row, column, number in session.execute(query)}
    ours = {
        (row.code, heading.code): cell.count
        for row in table.rows
        for heading, cell in zip(table.columns, row.cells, strict=True)
        if cell.count
    }
    if ours != by_sql or not ours:
        raise SystemExit("SQL counts another cross table")


def _forget() -> None:
    """Be a process that has looked at nothing yet."""
    from portal.surveys.queries import crossing

    crossing._SHELVES.clear()


def _add_one(database: Database) -> None:
    with database.unit_of_work() as session:
        _add(session)


def _add(session: Session) -> None:
    round_id = session.scalar(select(func.min(SurveyRound.id)).where(SurveyRound.questionnaire == SURVEY))
    session.add(
        SurveyResponse(
            key=secrets.token_hex(16),
            round_id=round_id,
            channel="paper",
            survey=SURVEY,
            version="1",
            answered_on=date(2026, 2, 1),
        )
    )


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _print_memory() -> None:
    print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
