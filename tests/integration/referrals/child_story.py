"""A child's timeline in the browser of an officer: how tests get there and what they type."""

from datetime import timedelta

from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.infra.clock import today
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation


def a_child(installation: Installation, officer: CarefulClient, **answers: str) -> str:
    """Give the code of the child of a request, its timeline open in the officer's browser."""
    reference = a_tier_2_referral(installation, **answers)
    officer.visit(f"/referrals/{reference}")
    link = officer.page.select_one('a[href^="/children/"]')
    if link is None:
        officer.press("Open a record for the child")
    else:
        officer.visit(str(link["href"]))
    tag = officer.page.select_one("p.lead .tag")
    assert tag is not None
    return tag.get_text()


def on(name: str, days: int = 0) -> dict[str, str]:
    """Give the three boxes of a date, so many days from today."""
    day = today() + timedelta(days=days)
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def a_step(**changes: str) -> dict[str, str]:
    """Give what an officer types for a step up."""
    return {
        "to_tier": "3",
        "reason": "Two nights a month would help.",
        "agreed_by": "Anna Przykładowska",
        **on("agreed_on", -1),
        **changes,
    }


def actions_about(installation: Installation, code: str) -> list[str]:
    """Give what the trail says of a child."""
    with installation.database.reading() as session:
        return list(
            session.scalars(
                select(AuditEvent.action).where(AuditEvent.subject == code).order_by(AuditEvent.id)
            )
        )


def in_moving_forward(officer: CarefulClient, code: str, start: int = -30) -> None:
    """Start the programme with 64 hours a year."""
    officer.visit(f"/children/{code}/programme")
    officer.press("Start the programme", {"programme": "moving_forward", **on("started_on", start)})
    assert officer.heading == "Timeline of a child", officer.text
