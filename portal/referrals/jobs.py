"""Opening what families sent, within seconds of the sending."""

import json
import logging
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.infra.db import Database
from portal.infra.keys import Keys
from portal.infra.sealing import SealError
from portal.infra.working_days import working_day_after
from portal.offer.content.council import Waits
from portal.referrals.models import Referral, SealedSubmission
from portal.referrals.queries import details_place
from portal.referrals.rules.filing import age_band, flags_of, match_code
from portal.referrals.rules.triage import Status
from portal.referrals.services import SUBMISSION_INFO

logger = logging.getLogger(__name__)


def open_submissions(database: Database, *, keys: Keys, waits: Waits, now: datetime, most: int = 50) -> int:
    """Open up to `most` sealed submissions, each in its own transaction, and give how many were opened.

    One that does not open is marked and shown to staff as waiting, so that it holds up nobody else's.
    """
    done = 0
    for _turn in range(most):
        with database.unit_of_work() as session:
            sealed = _next(session)
            if sealed is None:
                break
            try:
                _open(session, sealed, keys, waits, now)
                done += 1
            except (SealError, ValueError, KeyError) as error:
                sealed.failed_at = now
                logger.error("submission %s does not open: %s", sealed.reference, type(error).__name__)
    return done


def _next(session: Session) -> SealedSubmission | None:
    waiting = (
        select(SealedSubmission)
        .where(SealedSubmission.opened_at.is_(None), SealedSubmission.failed_at.is_(None))
        .order_by(SealedSubmission.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(waiting)


def _open(session: Session, sealed: SealedSubmission, keys: Keys, waits: Waits, now: datetime) -> None:
    reference = sealed.reference
    payload: dict[str, Any] = json.loads(
        keys.opener.open(sealed.payload or b"", SUBMISSION_INFO + reference.encode())
    )
    answers = payload["answers"]
    received = in_london(sealed.received_at).date()
    born = date.fromisoformat(answers["child_born"]) if answers.get("child_born") else None
    flags = flags_of(answers, tuple(payload["urgent"]))
    session.add(
        Referral(
            reference=reference,
            received_at=sealed.received_at,
            contact_due=working_day_after(received, waits.contact_days(is_urgent="urgent" in flags)),
            status=Status.SUBMITTED,
            district=answers.get("district") or "not_known",
            age_band=age_band(born, received),
            is_urgent="urgent" in flags,
            flags=list(flags),
            language=payload["language"],
            questionnaire_version=payload["version"],
            match_code=match_code(
                keys.match_key, answers.get("child_first_name", ""), answers.get("child_last_name", ""), born
            ),
            details=keys.vault.encrypt(
                json.dumps({"answers": answers, "urgent": payload["urgent"]}).encode(),
                details_place(reference),
            ),
        )
    )
    sealed.payload, sealed.opened_at = None, now
    record(
        session, now=now, action="referral.opened", subject_type="referral", subject=reference, actor="worker"
    )
