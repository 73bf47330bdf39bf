"""Asking for a link on the families' face, making it in the worker, and using it once."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.infra.limits import WINDOW, PostCount
from portal.infra.sealing import Opener, SealError
from portal.links.models import LinkRequest, OneUseLink
from portal.links.rules import (
    LINK_LIFE,
    MOST_FOR_ADDRESS,
    MOST_FROM_NETWORK,
    MOST_WRONG,
    Address,
    Asked,
    LinkGoneError,
    LinkKind,
    Opened,
    TooManyError,
    address_code,
    hash_of,
    is_token,
    new_token,
    unwrapped,
    wrapped,
)
from portal.notifications.rules import Channel, Message
from portal.notifications.services import SEALER, queue_message

_INFO = b"portal link request "
_PURPOSE = "link"


@dataclass(frozen=True, slots=True)
class Throttle:
    """Who asks: the network is counted under a keyed hash, as every post is, and so is the address."""

    key: bytes
    network: str


def may_ask(session: Session, *, now: datetime, throttle: Throttle, address: Address) -> bool:
    """Count a request and tell whether a link may still go to this address; raises TooManyError for a network.

    An address is counted whether or not we know it, so that the count tells nothing.
    """
    if _counted(session, throttle, f"ask:{throttle.network}", now) > MOST_FROM_NETWORK:
        raise TooManyError
    code = address_code(throttle.key, address.to)
    return _counted(session, throttle, f"address:{code}", now) <= MOST_FOR_ADDRESS


def count_wrong(session: Session, *, now: datetime, throttle: Throttle) -> bool:
    """Count a link that opened nothing, and tell whether this network may go on trying."""
    return _counted(session, throttle, f"wrong:{throttle.network}", now) <= MOST_WRONG


def _counted(session: Session, throttle: Throttle, what: str, now: datetime) -> int:
    """Count once and give the number of these ten minutes; the hash fades with them."""
    window = int(now.timestamp() // WINDOW.total_seconds())
    digest = hmac.new(throttle.key, f"link:{window}:{what}".encode(), hashlib.sha256).digest()
    bump = update(PostCount).where(PostCount.key == digest).values(count=PostCount.count + 1)
    counted = session.execute(bump.returning(PostCount.count)).scalar()
    if counted is not None:
        return counted
    try:
        with session.begin_nested():
            session.execute(insert(PostCount).values(key=digest, count=1, ends_at=now + WINDOW))
    except IntegrityError:
        # Another process counted the first one in this very moment.
        return session.execute(bump.returning(PostCount.count)).scalar() or 1
    return 1


def ask_for_link(session: Session, *, now: datetime, asked: Asked) -> None:
    """Store that somebody asks for a link, sealed to the worker; nothing here depends on what there is to open."""
    seal: Callable[[bytes, bytes], bytes] = session.info[SEALER]
    key = secrets.token_hex(16)
    said = {"channel": asked.address.channel, "to": asked.address.to, "language": asked.language}
    session.add(
        LinkRequest(
            key=key,
            kind=asked.kind,
            sealed=seal(json.dumps(said).encode(), _INFO + key.encode()),
            asked_at=now,
        )
    )


def opened_request(row: LinkRequest, opener: Opener) -> Asked:
    """Read what somebody asked for; raises SealError. Only the worker can."""
    said = json.loads(opener.open(row.sealed, _INFO + row.key.encode()))
    return Asked(LinkKind(row.kind), Address(said["channel"], said["to"]), said["language"])


def send_link(
    session: Session, *, now: datetime, asked: Asked, found: Sequence[Opened], address: str
) -> None:
    """Make one link to everything that was found and queue its message; `address` is the link without its token.

    The token stands in the message only, which is sealed to the worker until it is sent.
    """
    token = new_token()
    for one in found:
        session.add(
            OneUseLink(
                token_hash=hash_of(token),
                subject=one.subject,
                kind=asked.kind,
                wrapped_key=wrapped(one.key, token, _PURPOSE, _place(asked.kind, one.subject)),
                made_at=now,
                ends_at=now + LINK_LIFE,
            )
        )
    message = Message(
        f"link_{asked.kind}",
        Channel(asked.address.channel),
        asked.address.to,
        asked.language,
        {"link": address + token},
    )
    queue_message(session, now=now, message=message)


def use_link(session: Session, *, now: datetime, kind: LinkKind, token: str) -> Sequence[Opened]:
    """Give what a link opens, and end it in this transaction; raises LinkGoneError for the second who comes."""
    if not is_token(token):
        raise LinkGoneError
    gone = delete(OneUseLink).where(
        OneUseLink.token_hash == hash_of(token), OneUseLink.kind == kind, OneUseLink.ends_at > now
    )
    rows = session.execute(gone.returning(OneUseLink.subject, OneUseLink.wrapped_key)).all()
    if not rows:
        raise LinkGoneError
    try:
        return [
            Opened(subject, unwrapped(envelope, token, _PURPOSE, _place(kind, subject)))
            for subject, envelope in sorted(rows)
        ]
    except SealError as error:
        raise LinkGoneError from error


def _place(kind: LinkKind, subject: str) -> str:
    return f"one_use_link:{kind}:{subject}:wrapped_key"


def end_links(session: Session, *, subject: str) -> None:
    """End the links to something, because the address to which they went counts no more."""
    session.execute(delete(OneUseLink).where(OneUseLink.subject == subject))
