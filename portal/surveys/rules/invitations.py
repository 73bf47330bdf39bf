"""Invitations that work once: their tokens, and reading pasted addresses."""

import hashlib
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

_TOKEN_BYTES = 16
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_FORM_KEY = re.compile(r"[0-9a-f]{32}")
_BETWEEN = re.compile(r"[\s,;<>]+")
# Of one press of the button: a sheet of 25 pages, or the post of one list.
MOST_AT_ONCE = 300
_LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Addresses:
    """What somebody pasted: each address once, and what is none."""

    good: tuple[str, ...]
    bad: tuple[str, ...]


def new_form_key() -> str:
    """Give a key for a form that makes something: the same form, sent again, makes it once."""
    return secrets.token_hex(_TOKEN_BYTES)


def is_form_key(text: str) -> bool:
    """Tell whether this could be a key that we gave out."""
    return _FORM_KEY.fullmatch(text) is not None


def token_of(form_key: str, place: str) -> str:
    """Give the token of 128 bits for one place of a form, so that the form sent again gives the same ones.

    The key of the form is random and kept nowhere, so that a token cannot be worked out from the database.
    """
    digest = hashlib.sha256(f"{form_key}:{place}".encode()).digest()
    return urlsafe_b64encode(digest[:_TOKEN_BYTES]).decode().rstrip("=")


def is_token(text: str) -> bool:
    """Tell whether this could be a token of an invitation."""
    return _TOKEN.fullmatch(text) is not None


def hash_of(token: str) -> str:
    """Give what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def response_key_of(form_key: str) -> str:
    """Give the key of a response that staff type in; nothing stored leads from it back to the form."""
    return hashlib.sha256(f"entry:{form_key}".encode()).hexdigest()[:32]


def addresses_in(text: str) -> Addresses:
    """Read pasted e-mail addresses, with spaces, commas or lines between them; a name before one is no address."""
    parts = [part for part in _BETWEEN.split(text) if part]
    read = {part: _address(part) for part in parts}
    good: dict[str, str] = {}
    for address in filter(None, read.values()):
        good.setdefault(address.lower(), address)
    return Addresses(tuple(good.values()), tuple(part for part in read if read[part] is None))


def places(count: int) -> Iterable[str]:
    """Name the places of a sheet."""
    return map(str, range(count))


def _address(text: str) -> str | None:
    if len(text) > _LONGEST_ADDRESS:
        return None
    try:
        found = validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return found.ascii_email or found.normalized
