"""What is damaged or hostile holds up nobody else: neither the worker, nor an export, nor an officer."""

import csv
import io
import json
import secrets

from sqlalchemy import update

from portal.infra.clock import now
from portal.infra.sealing import seal
from portal.referrals.models import Referral, SealedSubmission
from portal.referrals.queries.queue import unopened
from portal.referrals.services.sending import SUBMISSION_INFO
from tests.careful_client import CarefulClient
from tests.factories import a_sent_referral, a_tier_2_referral
from tests.installation import Installation, error_pages


def test_a_hostile_submission_does_not_hold_up_the_next_family(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = "SB-2222-2222-2222"
    payload = json.dumps({"answers": [], "urgent": [], "language": "en", "version": "1"}).encode()
    with installation.database.unit_of_work() as session:
        session.add(
            SealedSubmission(
                reference=reference,
                submission_key=secrets.token_hex(16),
                payload=seal(installation.keys.sealing_public, payload, SUBMISSION_INFO + reference.encode()),
                received_at=now(),
            )
        )
    honest = a_sent_referral(installation.database)
    installation.work()
    officer.visit("/referrals")
    assert honest in officer.text
    with installation.database.reading() as session:
        assert unopened(session) == 1


def test_a_damaged_request_is_named_and_the_others_are_exported(
    installation: Installation, officer: CarefulClient
) -> None:
    damaged, whole = a_tier_2_referral(installation), a_tier_2_referral(installation)
    with installation.database.unit_of_work() as session:
        session.execute(
            update(Referral).where(Referral.reference == damaged).values(details=b"\x01" + bytes(60))
        )
    officer.visit(f"/referrals/{damaged}")
    assert "cannot be opened" in officer.text
    rows = list(csv.DictReader(io.StringIO(officer.get("/referrals.csv").get_data().decode("utf-8-sig"))))
    assert [(row["reference"], row["is_damaged"]) for row in rows] == [(damaged, "yes"), (whole, "no")]
    assert "horses" in rows[1]["hopes"]


def test_a_decision_that_is_none_keeps_the_officers_words(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    token = officer.page.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": str(token["value"]), "changes": "0", "outcome": "x", "words": "Rang them twice."}
    with error_pages(installation.staff):
        answer = officer.post(f"/referrals/{reference}/decisions", data=sent)
    assert answer.status_code == 200
    assert "Choose a decision" in answer.text
    assert "Rang them twice." in answer.text
