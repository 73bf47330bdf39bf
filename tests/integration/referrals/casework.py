"""Working on requests as officers do, in their browsers or through the services."""

from datetime import date

from sqlalchemy import select, text

from portal.accounts.queries import user_by_email
from portal.audit.queries import entries_about
from portal.core.roles import Role
from portal.infra.access import Actor
from portal.infra.clock import now
from portal.offer.content import Council
from portal.referrals.content import TriageWords
from portal.referrals.models import Referral
from portal.referrals.queries.cases import OpenedReferral, opened_referral
from portal.referrals.services.moving import Work
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

# A “no” with everything that a family must hear.
A_NO: Answers = {
    "outcome": "other_service",
    "reason": "other_team",
    "alternatives": ["open_activities", "holiday_activities"],
}
WAIT: Answers = {
    "outcome": "alternative_offered_no_capacity",
    "reason": "places_full",
    "alternatives": ["open_activities"],
    "waits_for": "moving_forward",
}
AN_OFFER: Answers = {
    "offer_outcome": "tier2_place",
    "what": "Riding for children",
    "where": "Long Meadow Farm",
    "when": "Mondays, 16:00 to 17:00",
    "more": "Bring boots.",
}


def at_case(installation: Installation, reference: str, name: str = "Officer One") -> CarefulClient:
    """Give an officer who has opened a request."""
    officer = installation.officer(name=name)
    officer.visit(f"/referrals/{reference}")
    return officer


def row_of(installation: Installation, reference: str) -> Referral:
    """Give a request as the database has it."""
    with installation.database.reading() as session:
        found = session.scalar(select(Referral).where(Referral.reference == reference))
        assert found is not None
        session.expunge(found)
        return found


def opened(installation: Installation, reference: str) -> OpenedReferral:
    """Give a request with everything in it."""
    with installation.database.reading() as session:
        return opened_referral(session, reference, installation.keys.vault)


def work_on(installation: Installation, reference: str, name: str = "Officer One") -> Work:
    """Give what an officer knows who has just opened a request; the account is made when there is none."""
    installation.officer(name=name)
    email = f"{name.lower().replace(' ', '.')}.triage-officer@orchard.example.org"
    with installation.database.reading() as session:
        user = user_by_email(session, email)
        assert user is not None
        actor = Actor(user.id, user.name, frozenset({Role.TRIAGE_OFFICER}))
    words, waits = installation.pack.of(TriageWords), installation.pack.of(Council).waits
    return Work(
        actor=actor,
        reference=reference,
        seen_changes=row_of(installation, reference).changes,
        vault=installation.keys.vault,
        clocks=words.clocks_with(waits.decision_working_days),
    )


def trail(installation: Installation, reference: str) -> list[tuple[str, str]]:
    """Give who did what, oldest first."""
    with installation.database.reading() as session:
        return [(entry.actor, entry.action) for entry in entries_about(session, "referral", reference)]


def messages(installation: Installation) -> list[str]:
    """Give the kinds of the messages that were queued, oldest first."""
    rows = installation.rows()["outgoing_message"]
    return [str(row[2]) for row in sorted(rows, key=lambda row: row[0])]


def asked_long_ago(installation: Installation, reference: str, received: date) -> None:
    """Move the day on which a request came, and the day of its step, into the past."""
    with installation.database.unit_of_work() as session:
        found = session.scalar(select(Referral).where(Referral.reference == reference))
        assert found is not None
        found.received_at = now().replace(year=received.year, month=received.month, day=received.day)
        found.step_due = received


def an_activity(installation: Installation) -> str:
    """Give the address name of an activity that families can find."""
    first = text("SELECT min(slug) FROM activity WHERE state = 'published'")
    with installation.database.reading() as session:
        return str(session.scalar(first))
