"""Keeping what families tell, and noting who looked at it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.voice.models import ToldDiagnosis, UnmetNeed, UnmetNeedChoice, UnmetNeedText
from portal.voice.queries.needs import info_of
from portal.voice.rules.needs import SaidBy, Told, row_key, told_key

# Seals words for the staff side: plain text and the name of its place.
Seal = Callable[[bytes, bytes], bytes]
_SUBJECT_TYPE, _SUBJECT = "unmet_need", "unmet-needs"
_TOLD_TYPE, _TOLD = "told_diagnosis", "told-a-diagnosis"


def tell_what_is_missing(session: Session, *, now: datetime, form_key: str, told: Told, seal: Seal) -> bool:
    """Keep an unmet need with its date only, once however often a form is sent; tell whether it is new."""
    key = row_key(form_key, told)
    try:
        # The families' role may not read the table, so the key itself says that this form was here before.
        with session.begin_nested():
            session.add(UnmetNeed(key=key, area=told.area, told_on=in_london(now).date()))
    except IntegrityError:
        return False
    for kind, codes in told.choices.items():
        session.add_all(UnmetNeedChoice(need_key=key, kind=kind.value, code=code) for code in codes)
    if told.words:
        session.add(UnmetNeedText(need_key=key, sealed=seal(told.words.encode(), info_of(key))))
    record(session, now=now, action="unmet_need.told", subject_type=_SUBJECT_TYPE, subject=_SUBJECT)
    return True


def note_look(session: Session, *, now: datetime, actor: str, what: str) -> None:
    """Record that somebody looked at or took away unmet needs; without this record nothing is shown."""
    record(
        session,
        now=now,
        action=f"unmet_need.{what}",
        subject_type=_SUBJECT_TYPE,
        subject=_SUBJECT,
        actor=actor,
    )


def tell_who_said_it(
    session: Session, *, now: datetime, form_key: str, said_by: SaidBy, area: str | None
) -> bool:
    """Keep that somebody told a family to get a diagnosis first, once for each form; tell whether it is new."""
    row = ToldDiagnosis(
        key=told_key(form_key, said_by, area), said_by=said_by.value, area=area, told_on=in_london(now).date()
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    record(session, now=now, action="told_diagnosis.told", subject_type=_TOLD_TYPE, subject=_TOLD)
    return True


def note_look_at_told(session: Session, *, now: datetime, actor: str, what: str) -> None:
    """Record that somebody looked at or took away who told families; without this record nothing is shown."""
    record(
        session,
        now=now,
        action=f"told_diagnosis.{what}",
        subject_type=_TOLD_TYPE,
        subject=_TOLD,
        actor=actor,
    )
