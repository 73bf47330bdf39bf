"""Families and their requests, by story. Every name and number here is made up."""

from collections.abc import Mapping
from datetime import date

from portal.infra.clock import now
from portal.infra.db import Database
from portal.questionnaires.rules.answers import Answer, Submission
from portal.questionnaires.rules.lock import new_draft_key
from portal.referrals.services.sending import send_referral
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

_MOST_PAGES = 40

# What a mother in Leominster types; ids of content/questionnaires/referral.yaml.
A_FAMILY: Answers = {
    "carer_role": "parent",
    "parental_responsibility": "yes",
    "urgent_help": "no",
    "child_first_name": "Zofia",
    "child_last_name": "Przykładowska",
    "child_born-day": "27",
    "child_born-month": "3",
    "child_born-year": "2016",
    "home_postcode": "hr6 8nw",
    "district": "leominster",
    "support_needs": ["speech_language", "no_diagnosis"],
    "help_wanted": ["activity", "break_for_me"],
    "activity_types": [],
    "times_wanted": [],
    "activity": "",
    "hopes": "She loves horses. A quiet place would help.",
    "your_name": "Anna Przykładowska",
    "contact_method": "email",
    "phone": "01632 960001",
    "email": "anna@example.org",
    "safe_message": "yes",
    "spoken_language": "pl",
    "interpreter": "no",
    "agreed_by": "me",
    "agreed": "yes",
    "agreed_name": "Anna Przykładowska",
    "young_person_agrees": "yes",
}

# What somebody types who only wants to be rung; ids of content/questionnaires/call.yaml.
A_CALL: Mapping[str, Answer] = {"your_name": "Sam Sample", "phone": "01632 960077"}

# The same in the form in which the worker finds it.
_SENT: Mapping[str, Answer] = {
    "parental_responsibility": "yes",
    "urgent_help": "no",
    "child_first_name": "Zofia",
    "child_last_name": "Przykładowska",
    "child_born": date(2016, 3, 27),
    "home_postcode": "HR6 8NW",
    "district": "leominster",
    "support_needs": ("speech_language", "no_diagnosis"),
    "help_wanted": ("activity", "break_for_me"),
    "hopes": "She loves horses. A quiet place would help.",
    "your_name": "Anna Przykładowska",
    "contact_method": "email",
    "email": "anna@example.org",
    "safe_message": "yes",
    "spoken_language": "pl",
    "interpreter": "no",
    "agreed_by": "me",
    "agreed": ("yes",),
}


def asked_here(client: CarefulClient) -> set[str]:
    """Give the names of the fields on the page that is open."""
    return {str(field["name"]) for field in client.page.select("main [name]")}


def answer_until(client: CarefulClient, question: str, changes: Answers | None = None) -> Answers:
    """Walk from the start to the page that asks a question; give the good answers of that page, not yet sent."""
    answers = {**A_FAMILY, **(changes or {})}
    client.visit("/ask")
    client.press("Start")
    for _page in range(_MOST_PAGES):
        good = {name: given for name, given in answers.items() if name in asked_here(client)}
        if question in asked_here(client) or client.heading == "Check your answers":
            return good
        client.press("Continue", good)
        assert not client.errors, f"“{client.heading}”: {client.errors}"
    raise AssertionError(f"the questions do not end; the last page was “{client.heading}”")


def answer_all(client: CarefulClient, changes: Answers | None = None) -> None:
    """Walk through the questions of “Ask for a short break” until the answers stand there to be checked."""
    answer_until(client, "", changes)
    assert client.heading == "Check your answers"


def a_family_that_asked(client: CarefulClient, changes: Answers | None = None) -> str:
    """Ask for a short break as a family does, in its browser; give the reference on the receipt."""
    answer_all(client, changes)
    client.press("Send my request")
    assert client.heading == "We have your request", client.text
    reference = client.page.select_one(".reference")
    assert reference is not None
    return reference.get_text()


def a_sent_referral(database: Database, urgent: tuple[str, ...] = (), **changes: Answer) -> str:
    """Store what a family sent, sealed, as the public face does; give the reference."""
    return _sent(database, "referral", {**_SENT, **changes}, urgent)


def _sent(
    database: Database, questionnaire: str, answers: Mapping[str, Answer], urgent: tuple[str, ...]
) -> str:
    submission = Submission(
        key=new_draft_key(),
        questionnaire=questionnaire,
        version="2026-11",
        language="en",
        sent_at=now(),
        answers=answers,
        urgent=urgent,
    )
    values = {
        "day": "Friday 1 January 2027",
        "urgent_day": "Tuesday 29 December 2026",
        "phone": "01632 960000",
        "council": "Orchard County Council",
    }
    with database.unit_of_work() as session:
        return send_referral(session, submission, lambda _language: values)


def a_tier_2_referral(installation: Installation, **changes: Answer) -> str:
    """Give a referral that the worker has opened and that waits for triage."""
    reference = a_sent_referral(installation.database, **changes)
    installation.work()
    return reference


def an_urgent_referral(installation: Installation, **changes: Answer) -> str:
    """Give an opened referral of a family that is not safe."""
    reference = a_sent_referral(
        installation.database, urgent=("urgent_help",), urgent_help="not_safe", **changes
    )
    installation.work()
    return reference


def a_call(installation: Installation, **changes: Answer) -> str:
    """Give an opened request of somebody who only wants to be rung."""
    reference = _sent(installation.database, "call", {**A_CALL, **changes}, ())
    installation.work()
    return reference
