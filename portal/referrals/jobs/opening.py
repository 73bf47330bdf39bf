"""Opening what families sent, within seconds of the sending."""

import json
import logging
from collections.abc import Mapping
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
from portal.referrals.queries.cases import details_place
from portal.referrals.rules.filing import NEEDS, AgeBands, Filing, filing_of, match_code
from portal.referrals.rules.triage import Status
from portal.referrals.services.children import give_child
from portal.referrals.services.replies import file_contact
from portal.referrals.services.sending import SUBMISSION_INFO
from portal.referrals.services.telling import show_family

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
    received = in_london(sealed.received_at).date()
    urgent = tuple(payload["urgent"])
    filing = filing_of(_questionnaire(payload), payload["answers"], urgent, received, bands)
    due = working_day_after(received, waits.contact_days(is_urgent=filing.is_urgent))
    found = Referral(
        reference=reference,
        received_at=sealed.received_at,
        step_since=now,
        contact_due=due,
        step_due=due,
        status=Status.SUBMITTED,
        **_filed(filing),
        **_said(payload, reference, keys),
    )
    session.add(found)
    session.flush()
    if filing.kind == "request":
        give_child(session, found, now)
    file_contact(session, found, payload["answers"], keys.match_key)
    show_family(session, now=now, found=found, vault=keys.vault)
    sealed.payload, sealed.opened_at, sealed.failed_at = None, now, None
    record(
        session, now=now, action="referral.opened", subject_type="referral", subject=reference, actor="worker"
    )


def _questionnaire(payload: Mapping[str, Any]) -> str:
    # What was sent before there were several questionnaires names none.
    return str(payload.get("questionnaire", NEEDS.questionnaire))


def _filed(filing: Filing) -> dict[str, Any]:
    """Give the clear columns that follow from the answers."""
    return {
        "kind": filing.kind,
        "route": filing.route,
        "district": filing.district,
        "age_band": filing.age_band,
        "is_urgent": filing.is_urgent,
        "flags": list(filing.flags),
        "heard_from": filing.heard_from,
        "champion_code": filing.champion_code,
    }


def _said(payload: Mapping[str, Any], reference: str, keys: Keys) -> dict[str, Any]:
    """Give the columns that hold what was said: nobody reads it without the key."""
    answers = payload["answers"]
    born = date.fromisoformat(answers["child_born"]) if answers.get("child_born") else None
    first, last = answers.get("child_first_name", ""), answers.get("child_last_name", "")
    details = json.dumps({"answers": answers, "urgent": payload["urgent"]}).encode()
    return {
        "language": payload["language"],
        "questionnaire": _questionnaire(payload),
        "questionnaire_version": payload["version"],
        "match_code": match_code(keys.match_key, first, last, born),
        "details": keys.vault.encrypt(details, details_place(reference)),
    }
