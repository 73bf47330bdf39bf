"""The lock of a draft: its own random key, which the token in the family's cookie unwraps.

The key stays the same as long as the draft lives, so that a copy of it that was sealed to the worker, for a link,
goes on opening what is written later.
"""

import json
import secrets
from dataclasses import dataclass

from portal.infra.sealing import Vault
from portal.links.rules import hash_of, is_token, new_token, unwrapped, wrapped
from portal.questionnaires.rules.answers import Entries

__all__ = [
    "Locked",
    "data_key",
    "hash_of",
    "is_token",
    "lock",
    "new_draft_key",
    "new_token",
    "unlock",
    "unlock_with",
    "wrapped_for",
]

_KEY_BYTES = 32
_PURPOSE = "draft"


@dataclass(frozen=True, slots=True)
class Locked:
    """What the database keeps of a draft: nothing that it can read."""

    wrapped_key: bytes
    entries: bytes


def new_draft_key() -> str:
    """Make the name of a draft, under which it can be sent once."""
    return secrets.token_hex(16)


def lock(entries: Entries, token: str, draft_key: str, key: bytes | None = None) -> Locked:
    """Encrypt entries under the draft's key, a new one unless it has one, and that key under the token."""
    key = key or secrets.token_bytes(_KEY_BYTES)
    return Locked(wrapped_for(key, token, draft_key), _vault_entries(Vault(key), entries, draft_key))


def data_key(locked: Locked, token: str, draft_key: str) -> bytes:
    """Give the draft's own key; raises SealError for another token."""
    return unwrapped(locked.wrapped_key, token, _PURPOSE, _key_place(draft_key))


def wrapped_for(key: bytes, token: str, draft_key: str) -> bytes:
    """Wrap the draft's key for a browser: with another token, the draft has moved there."""
    return wrapped(key, token, _PURPOSE, _key_place(draft_key))


def unlock(locked: Locked, token: str, draft_key: str) -> dict[str, tuple[str, ...]]:
    """Give the entries back; raises SealError for another token or a changed row."""
    return unlock_with(data_key(locked, token, draft_key), locked.entries, draft_key)


def unlock_with(key: bytes, entries: bytes, draft_key: str) -> dict[str, tuple[str, ...]]:
    """Give the entries back with the draft's own key; raises SealError."""
    plain = json.loads(Vault(key).decrypt(entries, _entries_place(draft_key)))
    return {question: tuple(parts) for question, parts in plain.items()}


def _vault_entries(vault: Vault, entries: Entries, draft_key: str) -> bytes:
    plain = json.dumps({question: list(parts) for question, parts in entries.items()}).encode()
    return vault.encrypt(plain, _entries_place(draft_key))


def _key_place(draft_key: str) -> str:
    return f"draft:{draft_key}:wrapped_key"


def _entries_place(draft_key: str) -> str:
    return f"draft:{draft_key}:entries"
