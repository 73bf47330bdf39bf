"""The lock of a draft: its own random key, which only the token in the family's cookie unwraps."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from portal.infra.sealing import Vault
from portal.questionnaires.rules.answers import Entries

_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Locked:
    """What the database keeps of a draft: nothing that it can read."""

    wrapped_key: bytes
    entries: bytes


def new_token() -> str:
    """Make the 256 random bits of a cookie."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_draft_key() -> str:
    """Make the name of a draft, under which it can be sent once."""
    return secrets.token_hex(16)


def is_token(text: str) -> bool:
    """Tell whether a cookie could be one of ours."""
    return _TOKEN.fullmatch(text) is not None


def hash_of(token: str) -> str:
    """Give what the database knows of a token: enough to find a draft, not to open it."""
    return hashlib.sha256(token.encode()).hexdigest()


def lock(entries: Entries, token: str, draft_key: str) -> Locked:
    """Encrypt entries under a new random key, and that key under the token."""
    key = secrets.token_bytes(_TOKEN_BYTES)
    wrapped = _wrapping(token).encrypt(key, f"draft:{draft_key}:wrapped_key")
    return Locked(wrapped, _vault_entries(Vault(key), entries, draft_key))


def unlock(locked: Locked, token: str, draft_key: str) -> dict[str, tuple[str, ...]]:
    """Give the entries back; raises SealError for another token or a changed row."""
    key = _wrapping(token).decrypt(locked.wrapped_key, f"draft:{draft_key}:wrapped_key")
    plain = json.loads(Vault(key).decrypt(locked.entries, f"draft:{draft_key}:entries"))
    return {question: tuple(parts) for question, parts in plain.items()}


def _wrapping(token: str) -> Vault:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal draft").derive(token.encode())
    return Vault(derived)


def _vault_entries(vault: Vault, entries: Entries, draft_key: str) -> bytes:
    plain = json.dumps({question: list(parts) for question, parts in entries.items()}).encode()
    return vault.encrypt(plain, f"draft:{draft_key}:entries")
