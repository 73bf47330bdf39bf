"""What staff do with a child's record: open it, write down steps, programmes and hours."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import NotFoundError, PortalError
from portal.core.reference import new_reference
from portal.infra.access import Actor
from portal.infra.clock import in_london
from portal.infra.sealing import Vault
from portal.referrals.models import Child, Referral, TierChange
from portal.referrals.queries.cases import referral_of
from portal.referrals.queries.child_rows import ChildRecord
from portal.referrals.queries.children import AGREED_BY, NEXT_STEPS, child_record, child_row
from portal.referrals.rules.messages import STEP_UP_AGREED
from portal.referrals.rules.steps import Step, check_step
from portal.referrals.services.telling import tell_family


class ChildChangedError(PortalError):
    """Somebody else changed this record after the page was shown; nothing was saved."""


@dataclass(frozen=True, slots=True)
class ChildWork:
    """Who changes which child's record, and what of it that person knew."""

    actor: Actor
    code: str
    seen_changes: int
    vault: Vault


def look_at_child(session: Session, *, now: datetime, actor: Actor, code: str, vault: Vault) -> ChildRecord:
    """Open a child's record for somebody; the look, and that at each request, is audited, or nothing is shown."""
    opened = child_record(session, code, vault)
    _recorded(session, now, actor, opened.code, "child.seen", ["timeline"])
    for request in opened.requests:
        record(
            session,
            now=now,
            action="referral.seen",
            subject_type="referral",
            subject=request.reference,
            actor=str(actor.user_id),
            fields=["child_name", "child_born", "goals"],
        )
    return opened


def child_for(session: Session, *, now: datetime, actor: Actor, reference: str) -> str:
    """Give the code of the child of a request, and make its record when there is none yet."""
    found = referral_of(session, reference)
    if found.child_id is not None:
        held = session.get(Child, found.child_id)
        assert held is not None
        return held.code
    code = give_child(session, found, now)
    _recorded(session, now, actor, code, "child.added", ["code"])
    return code


def give_child(session: Session, found: Referral, now: datetime) -> str:
    """Begin the record of the child of a request that has none; give its code, which never changes."""
    child = Child(code=new_reference().replace("SB-", "CH-", 1), created_at=now)
    session.add(child)
    session.flush()
    found.child_id = child.id
    return child.code


def take_step(
    session: Session,
    work: ChildWork,
    *,
    now: datetime,
    step: Step,
    reference: str,
    offered: frozenset[int],
) -> bool:
    """Write down a step between tiers, and tell whether a message goes to a family that agreed to a step up.

    `reference` is the request that led to it. Raises StepError, ChildChangedError, and NotFoundError for a request
    of another child.
    """
    child = unchanged_child(session, work)
    request = _request_of(session, child, reference)
    last = select(TierChange.changed_on).where(TierChange.child_id == child.id)
    last_on = session.scalar(last.order_by(TierChange.changed_on.desc()).limit(1))
    check_step(step, offered=offered, last_on=last_on, today=in_london(now).date())
    session.add(_tier_change(work, child, request, step, now))
    child.tier = step.after
    changed(session, work, child, now=now, action=f"child.step_{step.direction}", field="tier")
    if not step.needs_agreement:
        return False
    return tell_family(session, now=now, found=request, vault=work.vault, kind=STEP_UP_AGREED, values={})


def unchanged_child(session: Session, work: ChildWork) -> Child:
    """Give the row of a child, held against others until the end; raises ChildChangedError."""
    child = child_row(session, work.code)
    session.refresh(child, with_for_update=True)
    if child.changes != work.seen_changes:
        raise ChildChangedError
    return child


def changed(
    session: Session, work: ChildWork, child: Child, *, now: datetime, action: str, field: str
) -> None:
    """Count a change and record it."""
    child.changes += 1
    _recorded(session, now, work.actor, child.code, action, [field])


def _tier_change(work: ChildWork, child: Child, request: Referral, step: Step, now: datetime) -> TierChange:
    vault, place = work.vault, f"tier_change:{secrets.token_hex(8)}"
    agreed_by = step.agreed_by if step.needs_agreement else ""
    return TierChange(
        child_id=child.id,
        referral_id=request.id,
        from_tier=child.tier,
        to_tier=step.after,
        changed_on=step.on,
        family_agreed_on=step.agreed_on if step.needs_agreement else None,
        agreed_by=_sealed(vault, agreed_by, place + AGREED_BY),
        reason=vault.encrypt(step.reason.encode(), place),
        next_steps=_sealed(vault, step.next_steps, place + NEXT_STEPS),
        decided_by=work.actor.name,
        decided_at=now,
        place=place,
    )


def _request_of(session: Session, child: Child, reference: str) -> Referral:
    found = referral_of(session, reference)
    if found.child_id != child.id:
        raise NotFoundError
    return found


def _sealed(vault: Vault, text: str, place: str) -> bytes | None:
    return vault.encrypt(text.encode(), place) if text.strip() else None


def _recorded(
    session: Session, now: datetime, actor: Actor, code: str, action: str, fields: list[str]
) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type="child",
        subject=code,
        actor=str(actor.user_id),
        fields=fields,
    )
