"""Adding people, inviting them, and what an admin may change about an account."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import PROVIDERS, STAFF, Account, Desk, ProviderAccount, User
from portal.accounts.queries import SignedIn, account_by_email, roles_of
from portal.accounts.rules.times import LinkPurpose
from portal.accounts.services.links import LinkPlace, send_link, set_hash
from portal.accounts.services.passwords import AccountError, hashed
from portal.accounts.services.second_factor import reset_second_factor
from portal.accounts.services.signing_in import end_all_sign_ins
from portal.audit.services import record
from portal.core.errors import NotFoundError
from portal.core.roles import STAFF_ROLES, Role


class AddressTakenError(AccountError):
    """There is an account with this address already."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("there is an account with this e-mail address")


class LastAdminError(AccountError):
    """Without this admin nobody could let people in any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("this is the last admin who can sign in: make another one first")


def add_user(
    session: Session, *, now: datetime, email: str, name: str, password: str, roles: Sequence[Role]
) -> User:
    """Add a member of staff; raises AccountError for a weak password, roles that do not fit or a taken address."""
    user = _new_user(email, name, roles, now)
    user.password_hash = hashed(password, (email, name))
    _add(session, STAFF, user, now, None)
    return user


def invite_staff(
    session: Session,
    *,
    now: datetime,
    email: str,
    name: str,
    roles: Sequence[Role],
    place: LinkPlace,
    actor: str | None,
) -> User:
    """Add a member of staff who chooses a password by the link that is sent; raises AccountError as `add_user`."""
    user = _new_user(email, name, roles, now)
    _add(session, STAFF, user, now, actor)
    send_link(session, STAFF, now=now, account=user, purpose=LinkPurpose.INVITATION, place=place, actor=actor)
    return user


def invite_provider(
    session: Session,
    *,
    now: datetime,
    email: str,
    name: str,
    provider_id: int,
    place: LinkPlace,
    actor: str | None,
) -> ProviderAccount:
    """Invite somebody who works for an organisation; raises AccountError for a taken address."""
    account = ProviderAccount(
        email=email.strip().lower(),
        name=name.strip(),
        password_hash="",
        is_active=True,
        created_at=now,
        provider_id=provider_id,
    )
    _add(session, PROVIDERS, account, now, actor)
    send_link(
        session, PROVIDERS, now=now, account=account, purpose=LinkPurpose.INVITATION, place=place, actor=actor
    )
    return account


def set_password(session: Session, *, now: datetime, email: str, password: str, desk: Desk = STAFF) -> None:
    """Set a new password and end all sign-ins of the account; raises AccountError when there is none."""
    account = known_account(session, desk, email)
    password_hash = hashed(password, (account.email, account.name))
    set_hash(session, desk, now=now, account=account, password_hash=password_hash, actor=None)


def change_own_password(
    session: Session, desk: Desk, *, now: datetime, held: SignedIn, password_hash: str
) -> None:
    """Give a signed-in person a new password; all other sign-ins and all links end."""
    account = _account(session, desk, held.user_id)
    set_hash(
        session,
        desk,
        now=now,
        account=account,
        password_hash=password_hash,
        actor=desk.actor(held.user_id),
        but=held.id,
    )


def known_account(session: Session, desk: Desk, email: str) -> Account:
    """Give the account of an address; raises AccountError when there is none."""
    account = account_by_email(session, desk, email)
    if account is None:
        raise AccountError("there is no account with this e-mail address")
    return account


def send_again(
    session: Session, desk: Desk, *, now: datetime, user_id: int, place: LinkPlace, actor: str | None
) -> LinkPurpose:
    """Send an account its link once more: the invitation, or one for a new password; give which it was."""
    account = _account(session, desk, user_id)
    purpose = LinkPurpose.PASSWORD if account.password_hash else LinkPurpose.INVITATION
    send_link(session, desk, now=now, account=account, purpose=purpose, place=place, actor=actor)
    return purpose


def change_roles(session: Session, *, now: datetime, user_id: int, roles: Sequence[Role], actor: str) -> None:
    """Give a member of staff other roles, at once; raises LastAdminError, or AccountError for unfit roles."""
    _check_roles(roles)
    _keep_an_admin(session, without=None if Role.ADMIN in roles else user_id)
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError
    user.roles = sorted(roles)
    _record(session, STAFF, now, "account.roles_changed", user_id, actor, ["roles"])


def set_active(
    session: Session, desk: Desk, *, now: datetime, user_id: int, is_active: bool, actor: str
) -> None:
    """Close an account, with all its sign-ins, or open it again; raises LastAdminError."""
    if desk is STAFF:
        _keep_an_admin(session, without=None if is_active else user_id)
    account = _account(session, desk, user_id)
    account.is_active = is_active
    if not is_active:
        end_all_sign_ins(session, desk, now=now, user_id=user_id)
    _record(session, desk, now, "account.opened" if is_active else "account.closed", user_id, actor)


def end_sign_ins(session: Session, desk: Desk, *, now: datetime, user_id: int, actor: str) -> int:
    """End all sign-ins of somebody; give how many."""
    _account(session, desk, user_id)
    ended = end_all_sign_ins(session, desk, now=now, user_id=user_id)
    _record(session, desk, now, "account.sign_ins_ended", user_id, actor)
    return ended


def take_second_factor(
    session: Session, desk: Desk, *, now: datetime, user_id: int, actor: str | None
) -> None:
    """Take the second factor of somebody away, and end their sign-ins."""
    account = _account(session, desk, user_id)
    reset_second_factor(session, desk, now=now, account=account, actor=actor)
    end_all_sign_ins(session, desk, now=now, user_id=user_id)


def note_list_seen(session: Session, *, now: datetime, actor: str) -> None:
    """Record that an admin looked at the list of people."""
    record(session, now=now, action="account.list_seen", subject_type="user", subject="all", actor=actor)


def _new_user(email: str, name: str, roles: Sequence[Role], now: datetime) -> User:
    _check_roles(roles)
    return User(
        email=email.strip().lower(),
        name=name.strip(),
        password_hash="",
        is_active=True,
        roles=sorted(roles),
        created_at=now,
    )


def _check_roles(roles: Iterable[Role]) -> None:
    wanted = set(roles)
    if not wanted or not wanted <= set(STAFF_ROLES):
        raise AccountError(
            "a member of staff has one or more of the staff roles; providers sign in elsewhere"
        )


def _add(session: Session, desk: Desk, account: Account, now: datetime, actor: str | None) -> None:
    if account_by_email(session, desk, account.email) is not None:
        raise AddressTakenError
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:
        raise AddressTakenError from error
    _record(session, desk, now, "account.added", account.id, actor, ["roles"])


def _account(session: Session, desk: Desk, user_id: int) -> Account:
    account = session.get(desk.account, user_id, with_for_update=True)
    if account is None:
        raise NotFoundError
    return account


def _keep_an_admin(session: Session, *, without: int | None) -> None:
    """Hold all staff accounts, and refuse when no admin who can sign in would be left.

    All rows are held in one order, so that two admins who close each other at the same moment wait for each other.
    """
    users = session.scalars(select(User).order_by(User.id).with_for_update()).all()
    able = {
        user.id for user in users if Role.ADMIN in roles_of(user) and user.is_active and user.password_hash
    }
    if without in able and able == {without}:
        raise LastAdminError


def _record(
    session: Session,
    desk: Desk,
    now: datetime,
    action: str,
    user_id: int,
    actor: str | None,
    fields: Sequence[str] = (),
) -> None:
    record(
        session,
        now=now,
        action=action,
        subject_type=desk.subject_type,
        subject=str(user_id),
        actor=actor,
        fields=fields,
    )
