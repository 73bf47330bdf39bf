"""Every look at a request stands in the trail, and the trail tells when it was changed."""

import pytest
from sqlalchemy import text

from portal.audit.queries import entries_about, first_broken_link
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation


def _actions(installation: Installation, reference: str) -> list[str]:
    with installation.database.reading() as session:
        return [entry.action for entry in entries_about(session, "referral", reference)]


def _broken(installation: Installation) -> int | None:
    with installation.database.reading() as session:
        return first_broken_link(session, installation.keys.audit_key)


def _change(installation: Installation, statement: str) -> None:
    with installation.database.unit_of_work() as session:
        session.execute(text(statement))


def test_each_look_and_each_act_stands_in_the_trail(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    officer.visit(f"/referrals/{reference}")
    officer.press("Start looking at it")
    officer.press("Add the note", {"text": "Rang."})
    assert _actions(installation, reference) == [
        "referral.sent",
        "referral.opened",
        "referral.seen",
        "referral.seen",
        "referral.start",
        "referral.seen",
        "referral.noted",
        "referral.seen",
    ]
    assert _broken(installation) is None


def test_the_trail_holds_no_words_of_a_family(installation: Installation, officer: CarefulClient) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    events = repr(installation.rows()["audit_event"])
    for private in ("Zofia", "anna@example.org", "horses", "HR6"):
        assert private not in events


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_event SET actor = 'nobody' WHERE id = (SELECT max(id) FROM audit_event)",
        "UPDATE audit_event SET action = 'referral.noted' WHERE action = 'referral.opened'",
        "UPDATE audit_event SET happened_at = '2026-01-01 00:00:00' WHERE action = 'referral.sent'",
        "UPDATE audit_event SET fields = '[\"status\"]' WHERE action = 'referral.opened'",
        "DELETE FROM audit_event WHERE action = 'referral.sent'",
        "DELETE FROM audit_event WHERE id = (SELECT min(id) FROM audit_event)",
    ],
)
def test_tampering_is_found(tampering: str, installation: Installation) -> None:
    a_tier_2_referral(installation)
    assert _broken(installation) is None
    _change(installation, tampering)
    assert _broken(installation) is not None


def test_nothing_is_shown_when_the_look_cannot_be_recorded(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    _change(installation, "DROP TABLE audit_event")
    officer.expects_failure = True
    installation.staff.config["PROPAGATE_EXCEPTIONS"] = False
    answer = officer.get(f"/referrals/{reference}")
    assert answer.status_code in {500, 503}
    assert "Zofia" not in answer.text
