"""Made-up responses: 20 closed questions of 2 to 8 answers, a third of them with several answers."""

import csv
import random
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text

from portal.infra.db import Database
from portal.questionnaires.rules.questions import Kind, Option, Question
from portal.surveys.models import SurveyChoice, SurveyResponse, SurveyRound

SURVEY = "bench-survey"
_FIRST = date(2026, 1, 1)
_DAYS, _BATCH, _SEED = 300, 2_000, 6
_CHANNELS = ("online", "online", "online", "paper", "phone")


def _question(number: int) -> Question:
    kind = Kind.CHECKBOXES if number % 3 == 0 else Kind.RADIOS
    options = tuple(Option(f"a{code}", f"Answer {code}") for code in range(2 + number % 7))
    return Question(f"q{number}", kind, f"Question {number}", options=options)


QUESTIONS = tuple(_question(number) for number in range(20))


def chosen_by(source: random.Random, question: Question) -> list[str]:
    """Give the answers of one person to one question; one in ten skips it."""
    if source.random() < 0.1:
        return []
    most = 3 if question.kind is Kind.CHECKBOXES else 1
    number = min(source.randint(1, most), len(question.options))
    return [option.code for option in source.sample(question.options, number)]


def fill(database: Database, responses: int) -> float:
    """Keep so many responses in two rounds; give the seconds."""
    source, started = random.Random(_SEED), time.perf_counter()
    with database.unit_of_work() as session:
        rounds = [_round(number) for number in (1, 2)]
        session.add_all(rounds)
        session.flush()
        ids = [one.id for one in rounds]
    for first in range(0, responses, _BATCH):
        rows = list(_responses(source, min(_BATCH, responses - first), ids))
        choices = [
            {"response_key": row["key"], "question": question.id, "code": code}
            for row in rows
            for question in QUESTIONS
            for code in chosen_by(source, question)
        ]
        with database.unit_of_work() as session:
            session.execute(insert(SurveyResponse), rows)
            session.execute(insert(SurveyChoice), choices)
    return time.perf_counter() - started


def tidy(database: Database) -> None:
    """Do on PostgreSQL what its autovacuum does within a minute or two of a load; SQLite needs nothing."""
    if not database.is_sqlite:
        with database.write_engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM (ANALYZE) survey_response, survey_choice"))


def answer_file(folder: Path, rows: int) -> Path:
    """Write a file with a column for each question of parents, words in two of them; one line in 50 is wrong."""
    source, path = random.Random(_SEED), folder / "answers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("aware_of", "barriers", "told_diagnosis", "best_thing", "suggestions"))
        for row in range(rows):
            aware = source.sample(("haf", "overnight", "buddying", "direct_payment"), source.randint(1, 4))
            hard = "nobody knows" if row % 50 == 0 else source.choice(("awareness", "diagnosis"))
            words = " ".join(source.choices(("they", "laugh", "more", "local", "Saturdays"), k=20))
            writer.writerow((";".join(aware), hard, source.choice(("yes", "no")), words, words[::-1]))
    return path


def _round(number: int) -> SurveyRound:
    return SurveyRound(
        code=f"bench-{number}",
        name="Bench",
        questionnaire=SURVEY,
        audience="parents",
        opens_on=_FIRST,
        closes_on=_FIRST + timedelta(days=_DAYS),
        created_by="bench",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _responses(source: random.Random, number: int, rounds: list[int]) -> Iterator[dict[str, object]]:
    for _one in range(number):
        yield {
            "key": secrets.token_hex(16),
            "round_id": source.choice(rounds),
            "channel": source.choice(_CHANNELS),
            "survey": SURVEY,
            "version": "1",
            "answered_on": _FIRST + timedelta(days=source.randrange(_DAYS)),
        }
