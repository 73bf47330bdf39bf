"""Opening rounds of a survey, changing their days, and deleting one that was a mistake."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError
from portal.infra.clock import in_london
from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.surveys.models import SurveyRound
from portal.surveys.queries.rounds import has_answers, is_untouched, round_named, rounds
from portal.surveys.rules.counting import SURVEYS
from portal.surveys.rules.rounds import (
    STANDING,
    RoundClosedError,
    RoundFaultsError,
    RoundPlan,
    move_faults,
    new_code,
    plan_faults,
)

_SAMPLE_YEARS = 1


def open_round_for(session: Session, *, now: datetime, actor: str, plan: RoundPlan) -> str:
    """Open a round and give its code; raises RoundFaultsError when it cannot be like that."""
    known = rounds(session)
    if faults := plan_faults(plan, known, in_london(now).date()):
        raise RoundFaultsError(faults)
    earlier = next((one.id for one in known if one.code == plan.compared_with), None)
    code = new_code(plan, (one.code for one in known))
    session.add(_row(plan, code, actor, now, compared_with=earlier))
    _recorded(session, now, actor, "opened", code, ["opens_on", "closes_on", "by_invitation"])
    return code


def move_round(
    session: Session, *, now: datetime, actor: str, code: str, opens_on: date, closes_on: date
) -> None:
    """Give a round other days; raises RoundFaultsError, or RoundClosedError once its figures were released."""
    row = _row_to_change(session, code)
    faults = move_faults(
        round_named(session, code),
        opens_on,
        closes_on,
        rounds(session),
        in_london(now).date(),
        has_answers=has_answers(session, row.id),
    )
    if faults:
        raise RoundFaultsError(faults)
    changed = [
        name for name, day in (("opens_on", opens_on), ("closes_on", closes_on)) if getattr(row, name) != day
    ]
    row.opens_on, row.closes_on = opens_on, closes_on
    if changed:
        _recorded(session, now, actor, "days_changed", code, changed)


def close_round(session: Session, *, now: datetime, actor: str, code: str) -> None:
    """Let today be the last day of a round; raises RoundClosedError when it is not open today."""
    row, today = _row_to_change(session, code), in_london(now).date()
    if not round_named(session, code).is_open(today):
        raise RoundClosedError
    if row.closes_on != today:
        row.closes_on = today
        _recorded(session, now, actor, "closed_early", code, ["closes_on"])


def delete_round(session: Session, *, now: datetime, actor: str, code: str) -> None:
    """Delete a round that was opened by mistake; raises RoundClosedError once somebody has answered or was invited."""
    row = _row_to_change(session, code)
    if not is_untouched(session, row.id):
        raise RoundClosedError
    session.delete(row)
    _recorded(session, now, actor, "deleted", code, [])


def open_sample_rounds(session: Session, *, now: datetime, pack: ContentPack) -> None:
    """Open a round of each survey where there is none at all, so that a new site can be tried."""
    if session.scalar(select(func.count()).select_from(SurveyRound)):
        return
    day = in_london(now).date()
    for audience, questionnaire in SURVEYS.items():
        if questionnaire in pack.of(Questionnaires).by_id:
            plan = RoundPlan(audience, f"Sample round {day.year}", day, _a_year_after(day))
            session.add(_row(plan, f"{STANDING[audience]}-{day.year}", "sample", now))


def _a_year_after(day: date) -> date:
    return date(day.year + _SAMPLE_YEARS, day.month, min(day.day, 28))


def _row(
    plan: RoundPlan, code: str, actor: str, now: datetime, compared_with: int | None = None
) -> SurveyRound:
    return SurveyRound(
        code=code,
        name=plan.name,
        questionnaire=SURVEYS[plan.audience],
        audience=plan.audience.value,
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        by_invitation=plan.by_invitation,
        compared_with=compared_with,
        created_by=actor,
        created_at=now,
    )


def _row_to_change(session: Session, code: str) -> SurveyRound:
    """Hold a round until the transaction ends; raises NotFoundError or RoundClosedError."""
    row = session.scalar(select(SurveyRound).where(SurveyRound.code == code).with_for_update())
    if row is None:
        raise NotFoundError
    if row.frozen_at is not None:
        raise RoundClosedError
    return row


def _recorded(
    session: Session, now: datetime, actor: str, what: str, code: str, fields: Sequence[str]
) -> None:
    record(
        session,
        now=now,
        action=f"survey_round.{what}",
        subject_type="survey_round",
        subject=code,
        actor=actor,
        fields=fields,
    )
