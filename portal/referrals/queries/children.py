"""Reading one child's record: all its requests, tiers, programmes, hours and goals."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.infra.sealing import SealError, Vault
from portal.referrals.models import (
    Child,
    Goal,
    GoalReview,
    HoursEntry,
    ProgrammeStay,
    Referral,
    TierChange,
)
from portal.referrals.queries.cases import details_of
from portal.referrals.queries.child_rows import (
    ChildRecord,
    ChildRequest,
    GoalRow,
    HoursRow,
    ReviewRow,
    StayRow,
    StepRow,
)
from portal.referrals.rules.steps import GOAL_QUESTIONS

_LONGEST_CODE = 40
# Several words of one row are each bound to a place of their own.
AGREED_BY, NEXT_STEPS = ":agreed_by", ":next_steps"


def child_row(session: Session, code: str) -> Child:
    """Give the row of a child's code, typed in small letters or with spaces too; raises NotFoundError."""
    typed = "".join(code[:_LONGEST_CODE].split()).upper()
    found = session.scalar(select(Child).where(Child.code == typed))
    if found is None:
        raise NotFoundError
    return found


def child_record(session: Session, code: str, vault: Vault) -> ChildRecord:
    """Give everything about a child; raises NotFoundError."""
    child = child_row(session, code)
    requests = _requests(session, child.id, vault)
    references = {request.id: request.reference for request in requests}
    return ChildRecord(
        code=child.code,
        tier=child.tier,
        changes=child.changes,
        requests=requests,
        steps=_steps(session, child.id, vault, references),
        stays=stays_of(session, child.id, vault),
        goals=_goals(session, child.id, vault),
    )


def words_of(vault: Vault, envelope: bytes | None, place: str) -> str | None:
    """Open words; None when there are none or when they cannot be opened any more."""
    if envelope is None:
        return None
    try:
        return vault.decrypt(envelope, place).decode()
    except SealError:
        return None


def _requests(session: Session, child_id: int, vault: Vault) -> tuple[ChildRequest, ...]:
    found = session.scalars(
        select(Referral).where(Referral.child_id == child_id).order_by(Referral.received_at, Referral.id)
    )
    return tuple(_request(row, vault) for row in found)


def _request(row: Referral, vault: Vault) -> ChildRequest:
    details = details_of(row, vault)
    answers = details["answers"] if details else {}
    names = (str(answers.get(name) or "") for name in ("child_first_name", "child_last_name"))
    born = answers.get("child_born")
    return ChildRequest(
        id=row.id,
        reference=row.reference,
        received_at=row.received_at,
        status=row.status,
        route=row.route,
        district=row.district,
        outcome=row.outcome,
        decided_at=row.decided_at,
        name=" ".join(names).strip(),
        born=date.fromisoformat(str(born)) if born else None,
        goals=tuple(str(answers[name]) for name in GOAL_QUESTIONS if answers.get(name)),
        is_damaged=details is None,
    )


def _steps(session: Session, child_id: int, vault: Vault, references: dict[int, str]) -> tuple[StepRow, ...]:
    found = session.scalars(
        select(TierChange)
        .where(TierChange.child_id == child_id)
        .order_by(TierChange.changed_on, TierChange.id)
    )
    return tuple(
        StepRow(
            id=row.id,
            before=row.from_tier,
            after=row.to_tier,
            on=row.changed_on,
            agreed_on=row.family_agreed_on,
            agreed_by=words_of(vault, row.agreed_by, row.place + AGREED_BY),
            reason=words_of(vault, row.reason, row.place),
            next_steps=words_of(vault, row.next_steps, row.place + NEXT_STEPS),
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            reference=references.get(row.referral_id or 0),
        )
        for row in found
    )


def stays_of(session: Session, child_id: int, vault: Vault) -> tuple[StayRow, ...]:
    """Give the times in programmes with their hours, oldest first."""
    mine = ProgrammeStay.child_id == child_id
    entries: dict[int, list[HoursRow]] = {}
    chosen = select(HoursEntry).join(ProgrammeStay, ProgrammeStay.id == HoursEntry.stay_id).where(mine)
    for row in session.scalars(chosen.order_by(HoursEntry.used_on, HoursEntry.id)):
        why = words_of(vault, row.over_reason, row.place)
        entries.setdefault(row.stay_id, []).append(
            HoursRow(
                row.id,
                row.used_on,
                row.minutes,
                why,
                row.added_by,
                row.added_at,
                row.struck_by,
                row.struck_at,
            )
        )
    found = session.scalars(
        select(ProgrammeStay).where(mine).order_by(ProgrammeStay.started_on, ProgrammeStay.id)
    )
    return tuple(
        StayRow(
            row.id,
            row.programme,
            row.provider,
            row.hours_a_year,
            row.started_on,
            row.ended_on,
            row.added_by,
            tuple(entries.get(row.id, ())),
        )
        for row in found
    )


def _goals(session: Session, child_id: int, vault: Vault) -> tuple[GoalRow, ...]:
    reviews: dict[int, list[ReviewRow]] = {}
    chosen = select(GoalReview).join(Goal, Goal.id == GoalReview.goal_id).where(Goal.child_id == child_id)
    for review in session.scalars(chosen.order_by(GoalReview.reviewed_on, GoalReview.id)):
        words = words_of(vault, review.words, review.place)
        reviews.setdefault(review.goal_id, []).append(
            ReviewRow(review.reviewed_on, review.result, words, review.reviewed_by)
        )
    found = session.scalars(select(Goal).where(Goal.child_id == child_id).order_by(Goal.set_on, Goal.id))
    return tuple(
        GoalRow(
            row.id,
            words_of(vault, row.words, row.place),
            row.set_on,
            row.state,
            row.review_due,
            row.referral_id,
            tuple(reviews.get(row.id, ())),
        )
        for row in found
    )
