"""Reading accounts and sign-ins."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import PROVIDERS, STAFF, Account, Desk, ProviderAccount, User
from portal.accounts.rules.times import LinkPurpose, Stage, is_half_way_alive, is_session_alive, stage_of
from portal.core.roles import Role


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that holds, and whose it is."""

    id: int
    user_id: int
    email: str
    name: str
    roles: frozenset[Role]
    provider_id: int | None
    has_factor: bool
    stage: Stage
    started_at: datetime
    last_seen_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """An account as an admin sees it."""

    side: str
    id: int
    email: str
    name: str
    roles: tuple[Role, ...]
    provider_id: int | None
    is_active: bool
    is_invited: bool
    has_factor: bool
    sign_ins: int


@dataclass(frozen=True, slots=True)
class OwnSignIn:
    """One of a person's own sign-ins."""

    id: int
    started_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link that can still be used, and for whom."""

    user_id: int
    email: str
    name: str
    purpose: LinkPurpose


def token_hash(token: str) -> bytes:
    """Give what is stored of a cookie's or a link's token."""
    return hashlib.sha256(token.encode()).digest()


def account_by_email(session: Session, desk: Desk, email: str) -> Account | None:
    """Give the account of an e-mail address in any case."""
    kind = desk.account
    return session.scalar(select(kind).where(kind.email == email.strip().lower()))


def user_by_email(session: Session, email: str) -> Account | None:
    """Give the member of staff with an e-mail address in any case."""
    return account_by_email(session, STAFF, email)


def has_users(session: Session) -> bool:
    """Tell whether any member of staff can sign in."""
    return bool(session.scalar(select(func.count()).select_from(User)))


def names(session: Session) -> Mapping[str, str]:
    """Give the name for each account as the audit trail writes it."""
    return {
        desk.actor(number): name
        for desk in (STAFF, PROVIDERS)
        for number, name in session.execute(select(desk.account.id, desk.account.name))
    }


def live_session(
    session: Session, desk: Desk, token: str, now: datetime, *, is_required: bool
) -> SignedIn | None:
    """Give the sign-in of a cookie, half-way ones included, if it still holds and its account is active."""
    kind = desk.sign_in
    row = session.execute(
        select(kind, desk.account)
        .join(desk.account, desk.account.id == kind.user_id)
        .where(kind.token_hash == token_hash(token))
    ).first()
    if row is None:
        return None
    found, account = row
    if found.ended_at is not None or not account.is_active or not account.password_hash:
        return None
    has_factor = account.totp_since is not None
    stage = stage_of(has_factor=has_factor, gave_code=found.code_at is not None, is_required=is_required)
    if not is_session_alive(found.started_at, found.last_seen_at, now):
        return None
    if stage is Stage.CODE and not is_half_way_alive(found.started_at, now):
        return None
    return SignedIn(
        id=found.id,
        user_id=account.id,
        email=account.email,
        name=account.name,
        roles=roles_of(account),
        provider_id=provider_of(account),
        has_factor=has_factor,
        stage=stage,
        started_at=found.started_at,
        last_seen_at=found.last_seen_at,
        confirmed_at=found.confirmed_at,
    )


def roles_of(account: Account) -> frozenset[Role]:
    """Give the roles of an account; the people of providers have one and no other."""
    if isinstance(account, User):
        return frozenset(Role(role) for role in account.roles)
    return frozenset({Role.PROVIDER_USER})


def provider_of(account: Account) -> int | None:
    """Give the organisation for which somebody works, None for staff."""
    return account.provider_id if isinstance(account, ProviderAccount) else None


def own_sign_ins(session: Session, desk: Desk, user_id: int, now: datetime) -> Sequence[OwnSignIn]:
    """Give the sign-ins of an account that still hold, the latest first."""
    kind = desk.sign_in
    rows = session.scalars(
        select(kind).where(kind.user_id == user_id, kind.ended_at.is_(None)).order_by(kind.id.desc())
    )
    return [
        OwnSignIn(row.id, row.started_at, row.last_seen_at)
        for row in rows
        if is_session_alive(row.started_at, row.last_seen_at, now)
    ]


def recovery_codes_left(session: Session, desk: Desk, user_id: int) -> int:
    """Give how many recovery codes of an account were not used yet."""
    kind = desk.recovery_code
    unused = select(func.count()).where(kind.user_id == user_id, kind.used_at.is_(None))
    return session.scalar(unused) or 0


def open_link(session: Session, desk: Desk, token: str, now: datetime) -> OpenLink | None:
    """Give what a link opens, None for one that was used, has ended or never was."""
    kind = desk.link
    row = session.execute(
        select(kind.purpose, desk.account)
        .join(desk.account, desk.account.id == kind.user_id)
        .where(kind.token_hash == token_hash(token), kind.ends_at > now, desk.account.is_active)
    ).first()
    if row is None:
        return None
    purpose, account = row
    return OpenLink(account.id, account.email, account.name, LinkPurpose(purpose))


def people(session: Session, now: datetime) -> Sequence[Person]:
    """Give everybody who may sign in, staff first, by e-mail address."""
    return tuple(person for desk in (STAFF, PROVIDERS) for person in _people(session, desk, now))


def person(session: Session, desk: Desk, user_id: int, now: datetime) -> Person | None:
    """Give one account as an admin sees it."""
    account = session.get(desk.account, user_id)
    return _person(session, desk, account, now) if account else None


def _people(session: Session, desk: Desk, now: datetime) -> Iterator[Person]:
    for account in session.scalars(select(desk.account).order_by(desk.account.email)):
        yield _person(session, desk, account, now)


def _person(session: Session, desk: Desk, account: Account, now: datetime) -> Person:
    return Person(
        side=desk.name,
        id=account.id,
        email=account.email,
        name=account.name,
        roles=tuple(role for role in Role if role in roles_of(account)),
        provider_id=provider_of(account),
        is_active=account.is_active,
        is_invited=not account.password_hash,
        has_factor=account.totp_since is not None,
        sign_ins=len(own_sign_ins(session, desk, account.id, now)),
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What accounts have to know of domains that stand above them, told when an app is made.

    `council` gives its name, `organisations` id and name of each, and `activities_of` address and name of what one
    of them runs.
    """

    council: Callable[[], str]
    organisations: Callable[[Session], Sequence[tuple[int, str]]]
    activities_of: Callable[[Session, int], Sequence[tuple[str, str]]]
