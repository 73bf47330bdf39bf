"""Opening one request to look for what fits it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.access import Actor
from portal.infra.sealing import Vault
from portal.referrals.models import Child
from portal.referrals.queries.cases import details_of, referral_of
from portal.referrals.rules.triage import OPEN


@dataclass(frozen=True, slots=True)
class SeenForMatching:
    """What of a request is weighed; `can_offer` tells whether it is still open."""

    reference: str
    name: str
    answers: Mapping[str, Any]
    child_tier: int | None
    is_damaged: bool
    can_offer: bool


def look_for_matches(
    session: Session, *, now: datetime, actor: Actor, reference: str, vault: Vault
) -> SeenForMatching:
    """Open one request for matching; the look stands in the audit trail, or nothing is shown."""
    found = referral_of(session, reference)
    details = details_of(found, vault)
    record(
        session,
        now=now,
        action="referral.matched",
        subject_type="referral",
        subject=found.reference,
        actor=str(actor.user_id),
        fields=["details"],
    )
    answers = details["answers"] if details else {}
    child = session.get(Child, found.child_id) if found.child_id is not None else None
    names = (str(answers.get(name) or "") for name in ("child_first_name", "child_last_name"))
    return SeenForMatching(
        reference=found.reference,
        name=" ".join(names).strip(),
        answers=answers,
        child_tier=child.tier if child else None,
        is_damaged=details is None,
        can_offer=found.status in OPEN,
    )
