"""One-use links: how long they live, what they wrap, and how an address is read and filed."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from email_validator import EmailNotValidError, validate_email

from portal.core.errors import PortalError
from portal.infra.sealing import Vault

LINK_LIFE = timedelta(minutes=10)
# A request that waited for so long, because no worker ran, puzzles more than it helps.
REQUEST_LIFE = timedelta(minutes=30)
# Of one address in ten minutes; the page answers the same beyond them, and no further link comes.
MOST_FOR_ADDRESS = 3
# Of one network in ten minutes: a school or a library has many families behind one address.
MOST_FROM_NETWORK = 60
# Of wrong links from one network in ten minutes. A right one opens however many wrong ones came before.
MOST_WRONG = 9

_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_LONGEST_ADDRESS = 254
# As the questions read a number (portal/questionnaires/rules/typed.py): who typed it so there types it so here.
_PHONE_SIGNS = re.compile(r"[^\w+]+|_+")
_PREFIXES = ("+440", "00440", "440", "+44", "0044", "44")
_MOBILE = re.compile(r"07[0-9]{9}")


class LinkKind(StrEnum):
    """What a link opens."""

    DRAFT = "draft"
    STATUS = "status"


class LinkGoneError(PortalError):
    """A link was used before, is too old or never was one: from outside all three look the same."""


class TooManyError(PortalError):
    """One network asks far more often than families do."""


class AddressError(PortalError):
    """What was typed is neither an e-mail address nor a mobile number."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a link may go: `channel` is "email" or "sms"."""

    channel: str
    to: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for on the families' face; the words of the message are in their language."""

    kind: LinkKind
    address: Address
    language: str


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing that a link opens: the key of a draft or of a status page."""

    subject: str
    key: bytes


def read_address(typed: str) -> Address:
    """Read what was typed into one box; raises AddressError for what no link can be sent to, such as a landline."""
    text = "".join(sign for sign in typed if sign.isprintable()).strip()
    if len(text) > _LONGEST_ADDRESS:
        raise AddressError
    if "@" in text:
        try:
            found = validate_email(text, check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            raise AddressError from error
        # As an answer is kept (questionnaires/rules/answers.py): else a link would find nothing under "ü" in a domain.
        return Address("email", found.ascii_email or found.normalized)
    digits = _national(text)
    if not _MOBILE.fullmatch(digits):
        raise AddressError
    return Address("sms", f"{digits[:5]} {digits[5:]}")


def address_code(key: bytes, address: str) -> str:
    """Give the keyed code under which an address is filed; however it was typed, the code is the same.

    An e-mail address counts without case; a phone number is written as +44 and its digits.
    """
    return hmac.new(key, _filed_as(address).encode(), hashlib.sha256).hexdigest()


def _filed_as(address: str) -> str:
    text = address.strip()
    if "@" in text:
        # Not casefold(): it makes "ss" of "ß", and whoever owns the one address would get the links of the other.
        return text.lower()
    digits = _national(text)
    return f"+44{digits.removeprefix('0')}" if digits.startswith("0") else digits


def _national(text: str) -> str:
    """Give a number as it is dialled in the country, without the signs that people put between the digits."""
    signs = _PHONE_SIGNS.sub("", "".join(_digit(sign) for sign in text))
    for prefix in _PREFIXES:
        if signs.startswith(prefix):
            return "0" + signs.removeprefix(prefix)
    return signs


def _digit(sign: str) -> str:
    """Give 0 to 9 for the digit of any script."""
    return str(int(sign)) if sign.isdecimal() else sign


def new_token() -> str:
    """Make the 256 random bits of a link."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Tell whether a text has the shape of a token; nothing else is looked up."""
    return _TOKEN.fullmatch(text) is not None


def hash_of(token: str) -> str:
    """Give what the database knows of a token: enough to find what it opens, not to open it."""
    return hashlib.sha256(token.encode()).hexdigest()


def wrapped(key: bytes, token: str, purpose: str, place: str) -> bytes:
    """Encrypt a key under a token, for one purpose and one place."""
    return _wrapping(token, purpose).encrypt(key, place)


def unwrapped(envelope: bytes, token: str, purpose: str, place: str) -> bytes:
    """Give the key back; raises SealError for another token, purpose or place."""
    return _wrapping(token, purpose).decrypt(envelope, place)


def _wrapping(token: str, purpose: str) -> Vault:
    info = f"portal {purpose}".encode()
    return Vault(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(token.encode()))
