"""Sending a request for a short break, sealed to the worker."""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.core.errors import PortalError
from portal.core.reference import new_reference
from portal.infra.db import insert_row
from portal.notifications.rules import Channel, Message
from portal.notifications.services import SEALER, queue_message
from portal.questionnaires.rules.answers import Submission
from portal.questionnaires.rules.typed import is_mobile
from portal.referrals.models import SealedSubmission
from portal.referrals.rules.messages import RECEIVED
from portal.referrals.rules.routes import language_to_write, route_of

# What the confirmation says, in a language.
Promised = Callable[[str], dict[str, str]]
SUBMISSION_INFO = b"portal referral submission"


@dataclass(frozen=True, slots=True)
class Contact:
    """How a family wants to hear from the council."""

    channel: Channel
    to: str
    language: str


def contact_of(answers: Mapping[str, Any], language: str) -> Contact | None:
    """Give where written words may go; None when a person has to ring, or a message may be read by others.

    A text to a landline arrives nowhere, and nobody would know: so a person rings.
    """
    if answers.get("safe_message") != "yes":
        return None
    channels = {"email": (Channel.EMAIL, "email"), "text": (Channel.SMS, "phone")}
    channel, question = channels.get(str(answers.get("contact_method")), (None, ""))
    address = str(answers.get(question) or "")
    if channel is None or not address or (channel is Channel.SMS and not is_mobile(address)):
        return None
    return Contact(channel, address, language)


def gets_link(answers: Mapping[str, Any]) -> bool:
    """Tell whether a link to its page can be sent to a family."""
    email, phone = (str(answers.get(question) or "") for question in ("email", "phone"))
    return answers.get("safe_message") == "yes" and (bool(email) or is_mobile(phone))


def channel_of(answers: Mapping[str, Any]) -> str:
    """Give how the confirmation of a request goes out: "email", "text", or "" when somebody rings."""
    return str(answers["contact_method"]) if contact_of(answers, "en") else ""


class SentBeforeError(PortalError):
    """The same form was sent before; nothing was written now."""


def send_call(session: Session, submission: Submission, *, key: str) -> str:
    """Store that somebody wants to be rung; `key` came with the form. Gives the reference.

    Raises SentBeforeError when that form was sent already: whoever presses twice is rung once.
    """
    try:
        with session.begin_nested():
            reference = send_referral(session, replace(submission, key=key), lambda _language: {})
            session.flush()
    except IntegrityError as error:
        raise SentBeforeError from error
    return reference


def send_referral(
    session: Session, submission: Submission, promised: Promised, speaks: Collection[str] = ()
) -> str:
    """Store what a family sent, sealed to the worker, and confirm it; gives the reference.

    `speaks` are the languages in which the portal can write.
    """
    reference = new_reference()
    seal = session.info[SEALER]
    answers = submission.plain()
    route, spoken = route_of(submission.questionnaire), submission.text("spoken_language")
    language = language_to_write(route, spoken, submission.language, speaks)
    payload = {
        "answers": answers,
        "urgent": list(submission.urgent),
        "language": language,
        "questionnaire": submission.questionnaire,
        "version": submission.version,
    }
    insert_row(
        session,
        SealedSubmission,
        reference=reference,
        submission_key=submission.key,
        payload=seal(json.dumps(payload).encode(), SUBMISSION_INFO + reference.encode()),
        received_at=submission.sent_at,
    )
    record(
        session, now=submission.sent_at, action="referral.sent", subject_type="referral", subject=reference
    )
    contact = contact_of(answers, language)
    if contact is not None:
        message_values = promised(language)
        day = message_values["urgent_day" if submission.urgent else "day"]
        values = {**message_values, "day": day, "reference": reference}
        message = Message(RECEIVED, contact.channel, contact.to, contact.language, values)
        queue_message(session, now=submission.sent_at, message=message)
    return reference
