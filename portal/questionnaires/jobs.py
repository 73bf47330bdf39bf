"""Timed work: drafts are filed under an address, found by it, and end on their day."""

import json
import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.infra.keys import Keys
from portal.infra.sealing import SealError
from portal.links.rules import Opened, address_code
from portal.questionnaires.models import DraftRow, ReceiptRow
from portal.questionnaires.queries import SEALED_INFO, drafts_filed_under
from portal.questionnaires.rules.drafts import COPY_LIFE, DRAFT_LIFE

logger = logging.getLogger(__name__)

# No address has this code: a key that does not open is filed under it, so that it is tried once only.
_NOWHERE = "-"
_MOST = 200
_UNFILED = (DraftRow.sealed_key.is_not(None), DraftRow.contact_code.is_(None))


def waits_to_be_filed(session: Session) -> bool:
    """Tell whether any draft waits: looking is free, while whoever writes stands in the line of all families."""
    return session.scalar(select(DraftRow.key).where(*_UNFILED).limit(1)) is not None


def file_sealed(session: Session, *, keys: Keys, most: int = _MOST) -> int:
    """File drafts under the codes of the addresses that families gave, so that a link finds them; gives how many."""
    waiting = (
        select(DraftRow).where(*_UNFILED).order_by(DraftRow.key).limit(most).with_for_update(skip_locked=True)
    )
    rows = session.scalars(waiting).all()
    for row in rows:
        said = _opened(row, keys)
        row.contact_code = address_code(keys.match_key, said[1]) if said else _NOWHERE
    session.flush()
    return len(rows)


def find_drafts(session: Session, address: str, now: datetime, *, keys: Keys) -> Sequence[Opened]:
    """Give the keys of the drafts that may be opened by a link to an address; also of those saved this second."""
    while file_sealed(session, keys=keys) == _MOST:
        pass
    code = address_code(keys.match_key, address)
    found = [(row.key, _opened(row, keys)) for row in drafts_filed_under(session, code, now)]
    return [Opened(draft_key, said[0]) for draft_key, said in found if said]


def _opened(row: DraftRow, keys: Keys) -> tuple[bytes, str] | None:
    """Give the key of a draft and the address to which a link may go; None when it does not open."""
    try:
        said = json.loads(keys.opener.open(row.sealed_key or b"", SEALED_INFO + row.key.encode()))
    except SealError:
        logger.exception("the sealed key of a draft does not open")
        return None
    return bytes.fromhex(said["key"]), said["to"]


def remove_old(session: Session, now: datetime) -> int:
    """Remove drafts 28 days after their last save and receipts after 24 hours; give how many; repeatable."""
    drafts = delete(DraftRow).where(DraftRow.saved_at <= now - DRAFT_LIFE).returning(DraftRow.key)
    receipts = delete(ReceiptRow).where(ReceiptRow.sent_at <= now - COPY_LIFE).returning(ReceiptRow.key)
    return len(session.scalars(drafts).all()) + len(session.scalars(receipts).all())
