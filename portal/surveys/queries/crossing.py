"""The answers of a survey as bitsets, kept in each process for as long as no response comes or goes.

A response is never changed after it was kept, so the bitsets are right exactly while the keys are the same. These are
compared at every look, which costs some ten milliseconds for a hundred thousand. A question is read when it is first
asked for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, String, cast, select
from sqlalchemy.orm import Session

from portal.surveys.models import SurveyChoice, SurveyResponse
from portal.surveys.queries.joined import joined
from portal.surveys.rules.crossing import Answers

if TYPE_CHECKING:
    from portal.surveys.queries.key_index import KeyIndex


@dataclass(slots=True)
class _Shelf:
    """What this process holds of one survey; `keys` gives each response its bit."""

    keys: "KeyIndex"
    rounds: dict[int, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    chosen: dict[str, dict[str, int]] = field(default_factory=dict)


# By engine, so that two databases in one process never meet; the lock lets one thread load for all.
_SHELVES: WeakKeyDictionary[Engine, dict[str, _Shelf]] = WeakKeyDictionary()
_LOCK = Lock()


def answers_of(session: Session, survey: str, questions: Iterable[str]) -> Answers:
    """Give the bitsets of a survey with these questions, as the database stands now."""
    with _LOCK:
        shelf = _current(session, survey)
        for question in questions:
            if question not in shelf.chosen:
                shelf.chosen[question] = dict(_question(session, question, shelf.keys))
        return Answers(
            everybody=shelf.keys.everybody,
            chosen=dict(shelf.chosen),
            rounds=shelf.rounds,
            channels=shelf.channels,
            days=shelf.days,
        )


def _current(session: Session, survey: str) -> _Shelf:
    """Give the shelf of a survey: the one that is there, or an empty new one when responses came or went."""
    bind = session.get_bind()
    shelves = _SHELVES.setdefault(bind if isinstance(bind, Engine) else bind.engine, {})
    shelf = shelves.get(survey)
    if shelf is None or not _has_same_keys(session, survey, shelf):
        shelf = shelves[survey] = _shelf(session, survey)
    return shelf


def _has_same_keys(session: Session, survey: str, shelf: _Shelf) -> bool:
    keys = session.scalar(select(joined(SurveyResponse.key)).where(SurveyResponse.survey == survey))
    return shelf.keys.is_of(keys or "")


def _shelf(session: Session, survey: str) -> _Shelf:
    # Not before it is needed: NumPy takes 20 MB, and the family face and the worker cross nothing.
    from portal.surveys.queries.key_index import KeyIndex

    # Both databases hand a row to all four at once, so that they come in one order; sorting into groups costs more.
    columns = (
        SurveyResponse.key,
        SurveyResponse.round_id,
        SurveyResponse.channel,
        SurveyResponse.answered_on,
    )
    query = select(*(joined(cast(column, String)) for column in columns))
    keys, *others = session.execute(query.where(SurveyResponse.survey == survey)).one()
    index = KeyIndex(keys or "")
    rounds, channels, days = (dict(index.groups(labels or "")) for labels in others)
    return _Shelf(
        index,
        rounds={int(number): bits for number, bits in rounds.items()},
        channels=channels,
        days={date.fromisoformat(day): bits for day, bits in days.items()},
    )


def _question(session: Session, question: str, keys: "KeyIndex") -> Iterator[tuple[str, int]]:
    """Read one question, code by code; a response of another survey, or newer than the shelf, is left out."""
    rows = session.execute(
        select(SurveyChoice.code, joined(SurveyChoice.response_key))
        .where(SurveyChoice.question == question)
        .group_by(SurveyChoice.code)
    )
    for code, found in rows:
        if bits := keys.bits(found):
            yield code, bits
