"""Drafts and receipts as the family has them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core.errors import PortalError
from portal.questionnaires.rules.answers import Entries

DRAFT_LIFE = timedelta(days=28)
COPY_LIFE = timedelta(hours=24)


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
