"""Drafts and receipts as the family has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core.errors import PortalError
from portal.links.rules import Address, AddressError, read_address
from portal.questionnaires.rules.answers import Answer, Entries
from portal.questionnaires.rules.questions import Questionnaire

DRAFT_LIFE = timedelta(days=28)
COPY_LIFE = timedelta(hours=24)

# The ids with which every questionnaire asks how to reach somebody (docs/questionnaires.md). Who fills one in for
# somebody else is asked for a work address, and only that one leads back to the answers.
_METHOD, _EMAIL, _PHONE, _SAFE, _WORK_EMAIL = "contact_method", "email", "phone", "safe_message", "work_email"
CONTACT_QUESTIONS = frozenset({_METHOD, _EMAIL, _PHONE, _SAFE, _WORK_EMAIL})


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers that are not sent yet; `key` goes with the sending, so that it happens once."""

    key: str
    questionnaire: str
    entries: Entries
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Answers that were sent; `entries` is None where no copy is kept."""

    key: str
    questionnaire: str
    reference: str | None
    sent_at: datetime
    entries: Entries | None


class DraftLostError(PortalError):
    """There is no draft for this cookie: it is too old, was deleted, or belongs to another browser."""


class DraftChangedError(PortalError):
    """The draft that was looked at is not the one that is there now."""


class DraftIncompleteError(PortalError):
    """Something is missing; `page_id` is the first page to go back to."""

    def __init__(self, page_id: str) -> None:
        """Keep the page."""
        self.page_id = page_id
        super().__init__(page_id)


class OtherDraftError(PortalError):
    """This browser holds other answers to the same questions, which the ones of the link would replace."""

    def __init__(self, saved_at: datetime) -> None:
        """Keep when the other answers were saved."""
        self.saved_at = saved_at
        super().__init__("another draft")


def address_given(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> Address | None:
    """Give where a link to a draft may go, from its own answers; None when it is not safe to write, or not known."""
    if questionnaire.question(_WORK_EMAIL) is not None:
        return _address(answers.get(_WORK_EMAIL))
    if answers.get(_SAFE) != "yes":
        return None
    return _address(answers.get(_EMAIL if answers.get(_METHOD) == "email" else _PHONE))


def _address(answer: Answer | None) -> Address | None:
    try:
        return read_address(answer) if isinstance(answer, str) else None
    except AddressError:
        return None
