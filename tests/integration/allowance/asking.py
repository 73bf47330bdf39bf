"""Asking about the allowance and answering, for tests."""

from typing import Any

from sqlalchemy import select

from portal.allowance.models import AllowanceAnswer, AllowanceQuestion
from portal.core.roles import Role
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

QUESTION = "Can Zofia have drum lessons online? 🥁"
ANSWER: Answers = {
    "question": "Can I buy a drone?",
    "allowed": "no",
    "reason": "It stays at home. A club with drones is fine.",
    "year": "2026-27",
}


def asked(family: CarefulClient, question: str = QUESTION, year: str | None = None) -> None:
    """Ask the council as a family does."""
    family.visit("/allowance/ask")
    answers: Answers = {"question": question}
    family.press("Send my question", answers if year is None else {**answers, "year": year})
    assert family.heading == "We have your question", family.errors


def editor(installation: Installation, name: str = "Editor One") -> CarefulClient:
    """Give the browser of an editor who is signed in."""
    return installation.officer(Role.CONTENT_EDITOR, name=name)


def answered(client: CarefulClient, answers: Answers | None = None) -> None:
    """Answer the first question that waits."""
    client.visit("/allowance-questions")
    client.follow("Answer")
    client.press("Publish", {**ANSWER, **(answers or {})})


def an_answer(installation: Installation, answers: Answers | None = None) -> CarefulClient:
    """Give an editor who has published an answer to a question."""
    asked(installation.family())
    client = editor(installation)
    answered(client, answers)
    assert "The answer stands on the families’ page." in client.text, client.errors
    return client


def questions(installation: Installation) -> list[AllowanceQuestion]:
    """Give every question that is kept."""
    with installation.database.reading() as session:
        found = list(session.scalars(select(AllowanceQuestion)))
        session.expunge_all()
        return found


def answers(installation: Installation) -> list[AllowanceAnswer]:
    """Give every answer that is kept."""
    with installation.database.reading() as session:
        found = list(session.scalars(select(AllowanceAnswer).order_by(AllowanceAnswer.id)))
        session.expunge_all()
        return found


def acts(installation: Installation) -> list[str]:
    """Give what the audit trail says about the allowance, in order."""
    events = sorted(installation.rows()["audit_event"], key=lambda event: event[0])
    return [part for event in events for part in event if _is_act(part)]


def _is_act(part: Any) -> bool:
    return isinstance(part, str) and part.startswith("allowance.")
