"""Links with which a person chooses a password: after an invitation, or because the old one is forgotten."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts.models import Account, Desk
from portal.accounts.queries import account_by_email, token_hash
from portal.accounts.rules.times import LinkPurpose
from portal.accounts.services.signing_in import end_all_sign_ins
from portal.accounts.services.throttling import Throttle, count_failure
from portal.audit.services import record
from portal.notifications.rules import Channel, Message
from portal.notifications.services import queue_message

_INVITATION, _PASSWORD = "staff_invitation", "staff_password_link"
MESSAGE_KINDS = frozenset({_INVITATION, _PASSWORD})
_TOKEN_BYTES = 32
# No account has this number.
_NOBODY = -1


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """Where a link leads, and the names that the message says: of the council and of the pages."""

    address: str
    council: str
    pages: str

    def to(self, token: str) -> str:
        """Give the whole address of a link."""
        return f"{self.address}/{token}"


def send_link(
    session: Session,
    desk: Desk,
    *,
    now: datetime,
    account: Account,
    purpose: LinkPurpose,
    place: LinkPlace,
    actor: str | None,
) -> None:
    """Make a link for an account and queue its message; older links of the account open nothing any more."""
    session.execute(delete(desk.link).where(desk.link.user_id == account.id))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(
        desk.link(
            token_hash=token_hash(token), user_id=account.id, purpose=purpose, ends_at=now + purpose.holds
        )
    )
    queue_message(session, now=now, message=_message(account.email, account.name, purpose, place, token))
    record(
        session,
        now=now,
        action=f"account.{purpose}_sent",
        subject_type=desk.subject_type,
        subject=str(account.id),
        actor=actor,
    )


def ask_for_link(
    session: Session, throttle: Throttle, *, now: datetime, email: str, place: LinkPlace
) -> None:
    """Send a link for a new password to an account that can sign in; nobody can tell whether there is one.

    For an unknown address the same work is done and taken back, so that the answer takes as long. Every request
    is counted like a failure: nobody's post box is filled from here.
    """
    desk = throttle.desk
    count_failure(session, throttle, now)
    found = account_by_email(session, desk, email)
    asked = {"subject_type": desk.subject_type, "subject": "unknown"}
    step = session.begin_nested()
    if found is not None and found.is_active:
        send_link(
            session, desk, now=now, account=found, purpose=LinkPurpose.PASSWORD, place=place, actor=None
        )
        step.commit()
    else:
        session.execute(delete(desk.link).where(desk.link.user_id == _NOBODY))
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        queue_message(session, now=now, message=_message(email, "", LinkPurpose.PASSWORD, place, token))
        record(session, now=now, action="account.password_sent", **asked)
        step.rollback()
    record(session, now=now, action="account.password_asked", **asked)


def use_link(session: Session, desk: Desk, *, now: datetime, token: str, password_hash: str) -> int | None:
    """Set the password of the account that a link is for, once, and end all its sign-ins; None for no such link."""
    kind = desk.link
    used = session.execute(
        delete(kind).where(kind.token_hash == token_hash(token), kind.ends_at > now).returning(kind.user_id)
    ).scalar()
    account = None if used is None else session.get(desk.account, used, with_for_update=True)
    if account is None or not account.is_active:
        return None
    set_hash(
        session, desk, now=now, account=account, password_hash=password_hash, actor=desk.actor(account.id)
    )
    return account.id


def set_hash(
    session: Session,
    desk: Desk,
    *,
    now: datetime,
    account: Account,
    password_hash: str,
    actor: str | None,
    but: int | None = None,
) -> None:
    """Give an account a new password; its links open nothing any more and its sign-ins end, `but` one."""
    account.password_hash = password_hash
    end_all_sign_ins(session, desk, now=now, user_id=account.id, but=but)
    session.execute(delete(desk.link).where(desk.link.user_id == account.id))
    record(
        session,
        now=now,
        action="account.password_set",
        subject_type=desk.subject_type,
        subject=str(account.id),
        actor=actor,
    )


def _message(email: str, name: str, purpose: LinkPurpose, place: LinkPlace, token: str) -> Message:
    return Message(
        kind=_INVITATION if purpose is LinkPurpose.INVITATION else _PASSWORD,
        channel=Channel.EMAIL,
        to=email,
        language="en",
        values={"name": name, "link": place.to(token), "council": place.council, "pages": place.pages},
    )
