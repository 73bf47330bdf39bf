"""One referral as a list shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import InstrumentedAttribute

from portal.referrals.models import Referral
from portal.referrals.rules.clock import WHOSE, Whose, is_late, is_overdue
from portal.referrals.rules.routes import Kind, Route
from portal.referrals.rules.triage import Status

# A list never reads what a family said: the envelopes are most of a row.
COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Referral.reference,
    Referral.received_at,
    Referral.contact_due,
    Referral.status,
    Referral.kind,
    Referral.route,
    Referral.step_since,
    Referral.step_due,
    Referral.assignee_id,
    Referral.tier,
    Referral.programme,
    Referral.district,
    Referral.age_band,
    Referral.is_urgent,
    Referral.flags,
    Referral.has_news,
    Referral.outcome,
    Referral.changes,
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One referral as the queue shows it: nothing here names or describes a child."""

    reference: str
    received_at: datetime
    contact_due: date
    status: Status
    kind: Kind
    route: Route
    step_since: datetime
    step_due: date | None
    assignee_id: int | None
    tier: int
    programme: str | None
    district: str
    age_band: str
    is_urgent: bool
    flags: Sequence[str]
    has_news: bool
    outcome: str | None
    changes: int

    @property
    def waits_for_family(self) -> bool:
        """Tell whether the next thing is the family's to do."""
        return WHOSE.get(self.status) is Whose.FAMILY

    def is_overdue(self, today: date) -> bool:
        """Tell whether the team is late."""
        return is_overdue(self.status, self.step_due, today)

    def is_unanswered(self, today: date) -> bool:
        """Tell whether the family did not answer in its time, so that somebody should ring."""
        return self.waits_for_family and is_late(self.status, self.step_due, today)


def row_of(found: Referral | Row[Any]) -> QueueRow:
    """Give what lists show of a referral, from its row or from its `COLUMNS`."""
    return QueueRow(
        reference=found.reference,
        received_at=found.received_at,
        contact_due=found.contact_due,
        status=Status(found.status),
        kind=Kind(found.kind),
        route=Route(found.route),
        step_since=found.step_since,
        step_due=found.step_due,
        assignee_id=found.assignee_id,
        tier=found.tier,
        programme=found.programme,
        district=found.district,
        age_band=found.age_band,
        is_urgent=found.is_urgent,
        flags=tuple(found.flags),
        has_news=found.has_news,
        outcome=found.outcome,
        changes=found.changes,
    )
