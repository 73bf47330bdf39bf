"""Tables of the people who sign in: staff and, in tables of their own, the people of providers.

The two kinds are apart because the public face signs providers in and must not be able to read a hash of staff
(docs/decisions/0009). A `Desk` names the tables of one kind, so that every service is written once.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from portal.infra.db import Base, Json, UtcDateTime


class Account(Base):
    """Somebody who may sign in; without a password hash they are invited and no more."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # The step of the last code that was taken, so that none is taken twice.
    totp_step: Mapped[int | None]


class User(Account):
    """A member of staff."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    roles: Mapped[list[str]] = mapped_column(Json)


class ProviderAccount(Account):
    """Somebody who works for an organisation that runs activities."""

    __tablename__ = "provider_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_is_lower_case"),)

    provider_id: Mapped[int] = mapped_column(ForeignKey("provider.id"), index=True)


class _Belongs(Base):
    """What belongs to an account and goes with it."""

    __abstract__ = True
    owner_table = ""

    @declared_attr
    def user_id(cls) -> Mapped[int]:  # noqa: N805  # SQLAlchemy calls it with the class.
        """Give the column that names the account."""
        return mapped_column(ForeignKey(f"{cls.owner_table}.id", ondelete="CASCADE"), index=True)


class SignIn(_Belongs):
    """A sign-in; the cookie's token is kept as a hash only."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When a code of the second factor was given; when the person last showed that it is really them.
    code_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffSession(SignIn):
    """A sign-in on the staff face."""

    __tablename__ = "staff_session"
    owner_table = "user_account"


class ProviderSession(SignIn):
    """A sign-in of a provider on the public face."""

    __tablename__ = "provider_session"
    owner_table = "provider_account"


class PasswordLink(_Belongs):
    """A link that was sent and with which a person chooses a password, once; its token is kept as a hash only."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class StaffLink(PasswordLink):
    """A link for a member of staff."""

    __tablename__ = "staff_link"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'password')", name="known_purpose"),)
    owner_table = "user_account"


class ProviderLink(PasswordLink):
    """A link for somebody of a provider."""

    __tablename__ = "provider_link"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'password')", name="known_purpose"),)
    owner_table = "provider_account"


class RecoveryCode(_Belongs):
    """A code for the day on which the telephone is lost; kept as a password hash, good once."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(200))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffRecoveryCode(RecoveryCode):
    """A recovery code of a member of staff."""

    __tablename__ = "staff_recovery_code"
    owner_table = "user_account"


class ProviderRecoveryCode(RecoveryCode):
    """A recovery code of somebody of a provider."""

    __tablename__ = "provider_recovery_code"
    owner_table = "provider_account"


class Failures(Base):
    """Failed tries of one account or one network, under a keyed hash of it."""

    __abstract__ = True

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInFailure(Failures):
    """Failed tries on the staff face."""

    __tablename__ = "sign_in_failure"


class ProviderSignInFailure(Failures):
    """Failed tries of providers."""

    __tablename__ = "provider_sign_in_failure"


@dataclass(frozen=True, slots=True)
class Desk:
    """The tables of one kind of people who sign in, and how the audit trail names them."""

    name: str
    account: type[Account]
    sign_in: type[SignIn]
    link: type[PasswordLink]
    recovery_code: type[RecoveryCode]
    failures: type[Failures]
    subject_type: str
    prefix: str

    def actor(self, account_id: int) -> str:
        """Give the account as the audit trail names who acted."""
        return f"{self.prefix}{account_id}"


STAFF = Desk("staff", User, StaffSession, StaffLink, StaffRecoveryCode, SignInFailure, "user", prefix="")
PROVIDERS = Desk(
    "providers",
    ProviderAccount,
    ProviderSession,
    ProviderLink,
    ProviderRecoveryCode,
    ProviderSignInFailure,
    "provider_user",
    prefix="provider-",
)
DESKS = {desk.name: desk for desk in (STAFF, PROVIDERS)}
