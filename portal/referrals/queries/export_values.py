"""The values of one request for a case system: only those that the layout names are looked up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.tiers import OfferTier
from portal.infra.sealing import Vault
from portal.referrals.models import Child, Goal, ProgrammeStay, Referral, TierChange
from portal.referrals.queries.cases import details_of
from portal.referrals.queries.children import AGREED_BY, NEXT_STEPS, stays_of, words_of
from portal.referrals.rules.accounts import Person, account_in
from portal.referrals.rules.hours import HoursError, YearRule
from portal.referrals.rules.layouts import ANSWER, Layout, Value, hours_text

_STEP_UP = "step_up_"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PROGRAMMES = frozenset({"programmes_now", "programme_started_on", "provider"})
_CLEAR = (
    "reference", "received_at", "contact_due", "decided_at", "status", "outcome", "kind", "route", "tier",
    "programme", "district", "age_band", "is_urgent", "language", "questionnaire", "questionnaire_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookup:
    """What opens and counts the values: the vault, the rules of hours, and the day of the file."""

    vault: Vault
    years: tuple[YearRule, ...]
    today: date


def values_of(
    session: Session, ids: Sequence[int], layout: Layout, lookup: Lookup
) -> list[Mapping[str, Value]]:
    """Give the values of some requests, in the order of their ids; one that is gone is left out."""
    found = session.scalars(select(Referral).where(Referral.id.in_(ids)).order_by(Referral.id))
    return [_values(session, row, layout, lookup) for row in found]


def _values(session: Session, row: Referral, layout: Layout, lookup: Lookup) -> Mapping[str, Value]:
    fields = layout.fields
    child = session.get(Child, row.child_id) if row.child_id is not None else None
    values: dict[str, Value] = {name: getattr(row, name) for name in _CLEAR if name in fields}
    values |= {
        "flags": tuple(row.flags),
        "reason": row.reason_code,
        "child": child.code if child else None,
        "child_tier": child.tier if child else None,
    }
    if "is_damaged" in fields or any(name.startswith(ANSWER) for name in fields):
        details = details_of(row, lookup.vault)
        values["is_damaged"] = details is None
        values |= _answers(details["answers"] if details else {}, fields)
    if any(name.startswith(_STEP_UP) for name in fields):
        values |= _step_up(session, row, lookup.vault)
    if child is not None:
        values |= _of_child(session, child, fields, lookup)
    return values


def _answers(answers: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name in fields:
        if name.startswith(ANSWER):
            values[name] = _plain(answers.get(name.removeprefix(ANSWER)))
    return values


def _plain(answer: Any) -> Value:
    """Turn an answer back from JSON; a date is one again, so that its column can write it."""
    if isinstance(answer, list):
        return tuple(map(str, answer))
    if isinstance(answer, str):
        return _day(answer) or answer
    return answer if isinstance(answer, int) else None


def _day(text: str) -> date | None:
    """Read a day as answers keep it; a telephone number of 8 digits is none."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _step_up(session: Session, row: Referral, vault: Vault) -> dict[str, Value]:
    """Give the latest step up to an assessment that this request led to."""
    chosen = select(TierChange).where(
        TierChange.referral_id == row.id, TierChange.to_tier == OfferTier.SPECIALIST
    )
    step = session.scalar(chosen.order_by(TierChange.changed_on.desc(), TierChange.id.desc()).limit(1))
    if step is None:
        return {}
    return {
        "step_up_from": step.from_tier,
        "step_up_to": step.to_tier,
        "step_up_on": step.changed_on,
        "step_up_agreed_on": step.family_agreed_on,
        "step_up_agreed_by": words_of(vault, step.agreed_by, step.place + AGREED_BY),
        "step_up_reason": words_of(vault, step.reason, step.place),
        "step_up_next_steps": words_of(vault, step.next_steps, step.place + NEXT_STEPS),
    }


def _of_child(session: Session, child: Child, fields: frozenset[str], lookup: Lookup) -> dict[str, Value]:
    values: dict[str, Value] = {}
    if fields & _PROGRAMMES:
        values |= _programmes(session, child, lookup.today)
    if "hours_used_this_year" in fields:
        values["hours_used_this_year"] = hours_text(_hours(session, child, lookup))
    if "goals" in fields:
        goals = select(Goal).where(Goal.child_id == child.id, Goal.state == "open").order_by(Goal.id)
        words = (words_of(lookup.vault, goal.words, goal.place) for goal in session.scalars(goals))
        values["goals"] = tuple(text for text in words if text)
    return values


def _programmes(session: Session, child: Child, today: date) -> dict[str, Value]:
    goes_on = (ProgrammeStay.ended_on.is_(None)) | (ProgrammeStay.ended_on >= today)
    chosen = select(ProgrammeStay).where(ProgrammeStay.child_id == child.id, goes_on)
    stays = session.scalars(chosen.order_by(ProgrammeStay.started_on, ProgrammeStay.id)).all()
    if not stays:
        return {}
    return {
        "programmes_now": tuple(dict.fromkeys(stay.programme for stay in stays)),
        "programme_started_on": stays[-1].started_on,
        "provider": stays[-1].provider,
    }


def _hours(session: Session, child: Child, lookup: Lookup) -> int:
    """Give the minutes that were used this year in all programmes."""
    counted = [stay.counted for stay in stays_of(session, child.id, lookup.vault)]
    nobody = Person(None, {})
    try:
        return sum(
            account_in(programme, lookup.today, counted, lookup.years, nobody).account.used
            for programme in {stay.programme for stay in counted}
        )
    except HoursError:
        return 0
