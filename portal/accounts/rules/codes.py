"""One-time codes of the second factor (RFC 6238) and the recovery codes beside them."""

import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

import pyotp

STEP_SECONDS = 30
DIGITS = 6
RECOVERY_CODES = 10
# No letter or digit that looks like another; ten of them are 49 random bits.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_RECOVERY_LENGTH = 10


def new_secret() -> str:
    """Make the secret of a second factor: 160 random bits in base 32."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, moment: datetime, after: int | None) -> int | None:
    """Give the step whose code this is, one before and one after included; None for a wrong or used one.

    `after` is the last step that was taken: a code that somebody saw over a shoulder opens nothing again.
    """
    now, typed = int(moment.timestamp()) // STEP_SECONDS, re.sub(r"\s", "", code)
    maker, found = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS), None
    for step in range(max(now - 1, 0), now + 2):
        is_same = hmac.compare_digest(maker.generate_otp(step).encode(), typed.encode())
        if is_same and (after is None or step > after):
            found = step
    return found


def is_one_time_code(typed: str) -> bool:
    """Tell whether something typed has the shape of an app's code, and not of a recovery code."""
    return re.fullmatch(rf"[0-9]{{{DIGITS}}}", re.sub(r"\s", "", typed)) is not None


def enrolment_address(secret: str, *, account: str, issuer: str) -> str:
    """Give the address that an authenticator app reads from the picture."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(
        name=account, issuer_name=issuer
    )


def in_groups(secret: str) -> str:
    """Write a secret in groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes() -> Sequence[str]:
    """Make ten recovery codes, such as "7K3M9-2QX4H"."""
    half = _RECOVERY_LENGTH // 2
    drawn = (
        "".join(secrets.choice(_ALPHABET) for _sign in range(_RECOVERY_LENGTH))
        for _code in range(RECOVERY_CODES)
    )
    return tuple(f"{code[:half]}-{code[half:]}" for code in drawn)


def plain_recovery_code(typed: str) -> str | None:
    """Give a typed recovery code as it is hashed: capitals only; None for what cannot be one."""
    plain = re.sub(r"[\s\-]", "", typed).upper()
    return plain if len(plain) == _RECOVERY_LENGTH and set(plain) <= set(_ALPHABET) else None
