"""Keeping passwords and checking them."""

import secrets
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.accounts.rules.passwords import PasswordFault, password_fault
from portal.core.errors import PortalError

# Parameters of OWASP's password storage advice; about 60 ms on a small server.
_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
# Checked when there is no such account, so that the answer takes as long and tells nothing.
_NOBODY = _HASHER.hash(secrets.token_hex(16))
_LONGEST_HASHED = 1000

_REASONS = {
    PasswordFault.SHORT: "a password has at least 15 characters: three random words do well",
    PasswordFault.LONG: "a password has at most 200 characters",
    PasswordFault.COMMON: "this password is easy to guess: take three random words",
    PasswordFault.ABOUT_YOU: "this password is about the account or the council: take three random words",
}


class AccountError(PortalError):
    """Something cannot be done with an account as asked; the message says why."""


class WeakPasswordError(AccountError):
    """A password cannot be taken; `fault` says why."""

    def __init__(self, fault: PasswordFault) -> None:
        """Keep the fault and say it in words for the command line."""
        super().__init__(_REASONS[fault])
        self.fault = fault


def hashed(password: str, about: Iterable[str]) -> str:
    """Give the hash of a new password; raises WeakPasswordError for one that is easy to guess.

    Ask outside a transaction that writes: it takes 60 ms and more.
    """
    if fault := password_fault(password, about):
        raise WeakPasswordError(fault)
    return _HASHER.hash(password)


def hashed_code(code: str) -> str:
    """Give the hash of a recovery code, which the portal itself drew."""
    return _HASHER.hash(code)


def matches(kept: str | None, typed: str) -> bool:
    """Tell whether something typed is what a hash was made of; without a hash it takes as long and says no."""
    try:
        return _HASHER.verify(kept or _NOBODY, typed[:_LONGEST_HASHED]) and bool(kept)
    except (VerifyMismatchError, InvalidHashError):
        return False
