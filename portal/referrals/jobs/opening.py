"""Opening what families sent, within seconds of the sending."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.infra.clock import in_london
from portal.infra.db import Database, insert_row
from portal.infra.keys import Keys
from portal.infra.working_days import working_day_after
from portal.offer.content.council import Waits
from portal.referrals.jobs.sealed import take_in
from portal.referrals.models import FamilyStatus, Referral, SealedSubmission
from portal.referrals.queries.cases import details_place
from portal.referrals.rules.filing import NEEDS, AgeBands, Filing, filing_of, match_code
from portal.referrals.rules.routes import Kind
from portal.referrals.rules.triage import Status
from portal.referrals.services.children import give_child
from portal.referrals.services.replies import file_contact
from portal.referrals.services.sending import SUBMISSION_INFO
from portal.referrals.services.telling import first_page

# All that a rush leaves: staff see a request within seconds, and the messages about it can wait a little longer.
_MOST_AT_ONCE = 500


def open_submissions(
    database: Database, *, keys: Keys, waits: Waits, bands: AgeBands, now: datetime, most: int = _MOST_AT_ONCE
) -> int:
    """Open up to `most` sealed submissions and give how many were opened; staff see one that fails as waiting."""

    def open_one(sealed: SealedSubmission) -> _Opened:
        return _opened(sealed, keys, waits, bands, now)

    def keep(session: Session, sealed: SealedSubmission, opened: _Opened) -> None:
        _keep(session, sealed, opened, keys, now)

    is_waiting = SealedSubmission.opened_at.is_(None)
    return take_in(database, SealedSubmission, is_waiting, open_one, keep, now=now, most=most)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A request as it will be kept, what the family said, and the page that the family will see."""

    referral: Referral
    said: Mapping[str, Any]
    page: bytes


def _opened(sealed: SealedSubmission, keys: Keys, waits: Waits, bands: AgeBands, now: datetime) -> _Opened:
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
    return _Opened(found, payload["answers"], first_page(found, payload["answers"], keys.vault))


def _keep(session: Session, sealed: SealedSubmission, opened: _Opened, keys: Keys, now: datetime) -> None:
    found = opened.referral
    if found.kind == Kind.REQUEST:
        give_child(session, found, now)
    insert_row(session, FamilyStatus, reference=found.reference, view=opened.page, changed_at=now)
    sealed.payload, sealed.opened_at, sealed.failed_at = None, now, None
    session.add(found)
    session.flush()
    file_contact(session, found, opened.said, keys.match_key)
    record(
        session,
        now=now,
        action="referral.opened",
        subject_type="referral",
        subject=found.reference,
        actor="worker",
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
