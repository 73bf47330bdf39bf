"""Imported responses between the file and the database: sealed and ready, so that the last step is short."""

import base64
import json
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from portal.infra.db import Base
from portal.surveys.models import CodedAnswer, SurveyChoice, SurveyResponse, SurveyText, ThemeTag
from portal.surveys.queries.responses import info_of
from portal.surveys.rules.importing import ImportedResponse
from portal.surveys.rules.rounds import Audience, Channel
from portal.surveys.services.keeping import Seal

CODER = "import"
_BATCH = 500
_IN_MEMORY = 8 << 20
_TABLES = (SurveyResponse, SurveyChoice, SurveyText, ThemeTag, CodedAnswer)

Rows = dict[str, list[dict[str, object]]]


class Stage:
    """Holds responses until all are read; words are sealed before they are put down, on disk from 8 MB on."""

    def __init__(self, seal: Seal) -> None:
        """Start empty."""
        self._seal = seal
        self._file: IO[str] = cast(
            "IO[str]",
            tempfile.SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="ascii"),  # noqa: SIM115 -- Closed by close().
        )
        self.counts: dict[Audience, int] = {}

    def put(self, response: ImportedResponse) -> None:
        """Seal one response and put it down."""
        key = secrets.token_hex(16)
        sealed = {
            question: base64.b64encode(self._seal(text.encode(), info_of(key, question))).decode()
            for question, text in response.texts.items()
        }
        held = [response.audience, key, dict(response.choices), sealed, dict(response.themes)]
        self._file.write(json.dumps(held) + "\n")
        self.counts[response.audience] = self.counts.get(response.audience, 0) + 1

    def publish(
        self, session: Session, rounds: Mapping[Audience, Mapping[str, object]], coded_on: date
    ) -> None:
        """Insert all in batches; `rounds` holds the columns of a response that its round gives it."""
        for rows in self._batches(rounds, coded_on):
            for table in _TABLES:
                if rows[table.__tablename__]:
                    session.connection().execute(insert(_table(table)), rows[table.__tablename__])

    def close(self) -> None:
        """Forget everything."""
        self._file.close()

    def _batches(self, rounds: Mapping[Audience, Mapping[str, object]], day: date) -> Iterator[Rows]:
        self._file.seek(0)
        rows = _empty()
        for line in self._file:
            audience, key, choices, sealed, themes = json.loads(line)
            common = {"key": key, "channel": Channel.IMPORT.value}
            rows["survey_response"].append({**common, **rounds[Audience(audience)]})
            _add(rows, key, choices, sealed, themes, day)
            if len(rows["survey_response"]) >= _BATCH:
                yield rows
                rows = _empty()
        yield rows


def _add(
    rows: Rows,
    key: str,
    choices: Mapping[str, list[str]],
    sealed: Mapping[str, str],
    themes: Mapping[str, list[str]],
    day: date,
) -> None:
    one: dict[str, object] = {"response_key": key}
    rows["survey_choice"] += (
        one | {"question": question, "code": code} for question, codes in choices.items() for code in codes
    )
    rows["survey_text"] += (
        one | {"question": question, "sealed": base64.b64decode(text)} for question, text in sealed.items()
    )
    for group, codes in themes.items():
        by = one | {"theme_group": group, "coder": CODER}
        rows["theme_tag"] += (by | {"code": code, "tagged_on": day} for code in codes)
        rows["coded_answer"].append(by | {"coded_on": day})


def _empty() -> Rows:
    return {table.__tablename__: [] for table in _TABLES}


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)
