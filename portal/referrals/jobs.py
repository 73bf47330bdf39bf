"""Opening what families sent, within seconds of the sending."""

import json
import logging
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.infra.db import BusyError, Database
from portal.infra.keys import Keys
from portal.infra.working_days import working_day_after
from portal.offer.content.council import Waits
from portal.referrals.models import Referral, SealedSubmission
from portal.referrals.queries import details_place
from portal.referrals.rules.filing import AgeBands, age_band, flags_of, match_code
from portal.referrals.rules.triage import Status
from portal.referrals.services import SUBMISSION_INFO

logger = logging.getLogger(__name__)
_TRY_AGAIN = timedelta(hours=1)


def open_submissions(
    database: Database, *, keys: Keys, waits: Waits, bands: AgeBands, now: datetime, most: int = 50
) -> int:
    """Open up to `most` sealed submissions, each in its own transaction, and give how many were opened.

    One that does not open, for whatever reason, is marked, shown to staff as waiting and tried again an hour
    later: it holds up nobody else's, and it opens by itself once the right key is back.
    """
    done = 0
    for _turn in range(most):
        claimed = None
        try:
            with database.unit_of_work() as session:
                sealed = _next(session, now)
                if sealed is None:
                    break
                claimed = sealed.id
                _open(session, sealed, keys, waits, bands, now)
            done += 1
        except BusyError:
            raise
        except Exception:
            if claimed is None:
                raise
            logger.exception("submission %s does not open", claimed)
            with database.unit_of_work() as session:
                session.execute(
                    update(SealedSubmission).where(SealedSubmission.id == claimed).values(failed_at=now)
                )
    return done


def _next(session: Session, now: datetime) -> SealedSubmission | None:
    is_due = SealedSubmission.failed_at.is_(None) | (SealedSubmission.failed_at <= now - _TRY_AGAIN)
    waiting = (
        select(SealedSubmission)
        .where(SealedSubmission.opened_at.is_(None), is_due)
        .order_by(SealedSubmission.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalar(waiting)


def _open(
    session: Session, sealed: SealedSubmission, keys: Keys, waits: Waits, bands: AgeBands, now: datetime
) -> None:
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
            age_band=age_band(born, received, bands),
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
    sealed.payload, sealed.opened_at, sealed.failed_at = None, now, None
    record(
        session, now=now, action="referral.opened", subject_type="referral", subject=reference, actor="worker"
    )
