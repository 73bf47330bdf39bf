"""The answers of a survey as bitsets, kept in each process for as long as no response comes or goes.

A response is never changed after it was kept, so the bitsets are right exactly while the keys are the same. These are
compared at every look, which costs some ten milliseconds for a hundred thousand. A question is read when it is first
asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, repeat
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.surveys.models import SurveyChoice, SurveyResponse
from portal.surveys.rules.crossing import Answers

_BETWEEN = ","
_ONE = ord("1")


@dataclass(slots=True)
class _Shelf:
    """What this process holds of one survey; `places` gives each response its bit."""

    places: dict[str, int]
    rounds: dict[int, int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    days: dict[date, int] = field(default_factory=dict)
    chosen: dict[str, Mapping[str, int]] = field(default_factory=dict)


# By engine, so that two databases in one process never meet; the lock lets one thread load for all.
_SHELVES: WeakKeyDictionary[Engine, dict[str, _Shelf]] = WeakKeyDictionary()
_LOCK = Lock()


def answers_of(session: Session, survey: str, questions: Iterable[str]) -> Answers:
    """Give the bitsets of a survey with these questions, as the database stands now."""
    with _LOCK:
        shelf = _current(session, survey)
        for question in questions:
            if question not in shelf.chosen:
                shelf.chosen[question] = dict(_question(session, question, shelf.places))
        return Answers(
            everybody=(1 << len(shelf.places)) - 1,
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
    joined = session.scalar(select(_joined(SurveyResponse.key)).where(SurveyResponse.survey == survey))
    return shelf.places.keys() == set(_parted(joined))


def _shelf(session: Session, survey: str) -> _Shelf:
    columns = (SurveyResponse.round_id, SurveyResponse.channel, SurveyResponse.answered_on)
    rows = session.execute(
        select(*columns, _joined(SurveyResponse.key))
        .where(SurveyResponse.survey == survey)
        .group_by(*columns)
    )
    shelf = _Shelf({})
    for round_id, channel, day, joined in rows:
        first = len(shelf.places)
        shelf.places.update(zip(_parted(joined), count(first), strict=False))
        bits = (1 << len(shelf.places)) - (1 << first)
        shelf.rounds[round_id] = shelf.rounds.get(round_id, 0) | bits
        shelf.channels[channel] = shelf.channels.get(channel, 0) | bits
        shelf.days[day] = shelf.days.get(day, 0) | bits
    return shelf


def _question(session: Session, question: str, places: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Read one question, code by code; a response of another survey, or newer than the shelf, is left out."""
    rows = session.execute(
        select(SurveyChoice.code, _joined(SurveyChoice.response_key))
        .where(SurveyChoice.question == question)
        .group_by(SurveyChoice.code)
    )
    for code, joined in rows:
        if bits := _bits(_parted(joined), places):
            yield code, bits


def _bits(keys: Sequence[str], places: Mapping[str, int]) -> int:
    """Make a bitset by way of a text of zeros and ones, which is many times faster than setting bit by bit."""
    size = len(places)
    # The last digit takes all who are not on the shelf.
    digits = bytearray(b"0") * (size + 1)
    for place in map(places.get, keys, repeat(size)):
        digits[place] = _ONE
    digits.pop()
    digits.reverse()
    return int(digits or b"0", 2)


def _joined(keys: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """Give many keys as one text: a database and its driver spend most of their time on making rows."""
    return func.aggregate_strings(keys, _BETWEEN)


def _parted(joined: str | None) -> Sequence[str]:
    return joined.split(_BETWEEN) if joined else []
