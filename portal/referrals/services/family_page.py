"""What a family does with the link to its page, on the families' face: open it, reply, close it."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.services import record
from portal.links.rules import LinkKind, hash_of, new_token, wrapped
from portal.links.services import use_link
from portal.notifications.services import SEALER
from portal.referrals.models import FamilyReply, FamilySession
from portal.referrals.queries.family_page import PURPOSE
from portal.referrals.rules.family import ReplyKind, session_key_place

SESSION_LIFE = timedelta(hours=24)
REPLY_INFO = b"portal family reply "
_FAMILY = "family"


def open_page(session: Session, *, now: datetime, link: str, token: str | None) -> str:
    """Use a link, and give the token of a new session of this browser; an older one ends.

    Raises LinkGoneError.
    """
    opened = use_link(session, now=now, kind=LinkKind.STATUS, token=link)
    if token is not None:
        close_page(session, token=token)
    token = new_token()
    for one in opened:
        session.add(
            FamilySession(
                token_hash=hash_of(token),
                reference=one.subject,
                wrapped_key=wrapped(one.key, token, PURPOSE, session_key_place(one.subject)),
                ends_at=now + SESSION_LIFE,
            )
        )
        _recorded(session, now, "referral.opened_by_family", one.subject, ["view"])
    return token


def close_page(session: Session, *, token: str) -> None:
    """End the session of a browser."""
    session.execute(delete(FamilySession).where(FamilySession.token_hash == hash_of(token)))


def new_reply_key() -> str:
    """Make the key of a form, under which the same words arrive once."""
    return secrets.token_hex(16)


def send_reply(
    session: Session,
    *,
    now: datetime,
    reference: str,
    kind: ReplyKind,
    form_key: str,
    said: Mapping[str, object],
) -> None:
    """Store what a family replies, sealed to the worker; the same form with the same words counts once.

    Other words under the same form, after going back, are another reply: nothing that was written is lost.
    """
    words = json.dumps(said, sort_keys=True)
    key = hashlib.sha256(f"{form_key}:{reference}:{kind}:{words}".encode()).hexdigest()[:32]
    seal: Callable[[bytes, bytes], bytes] = session.info[SEALER]
    reply = FamilyReply(
        reply_key=key,
        reference=reference,
        kind=kind,
        payload=seal(words.encode(), REPLY_INFO + key.encode()),
        sent_at=now,
    )
    try:
        with session.begin_nested():
            session.add(reply)
    except IntegrityError:
        return
    _recorded(session, now, "referral.reply_sent", reference, [kind.value])


def _recorded(session: Session, now: datetime, action: str, reference: str, fields: list[str]) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type="referral",
        subject=reference,
        actor=_FAMILY,
        fields=fields,
    )
