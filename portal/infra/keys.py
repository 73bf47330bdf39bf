"""Key files: made once, readable by their owner only, never in the database or a backup."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import current_app

from portal.core.errors import PortalError
from portal.infra.sealing import Opener, Vault, seal
from portal.settings import Face

_SECRET_FILES = ("audit.key", "index.key", "limits.key", "public-session.key", "public-forms.key")
_STAFF_FILES = ("staff-session.key", "staff-vault.key", "staff-match.key")
_PUBLIC, _PRIVATE = "sealing-public.key", "sealing-private.key"
_ALL_FILES = (*_SECRET_FILES, *_STAFF_FILES, _PUBLIC, _PRIVATE)
_LENGTH = 32


class KeyFileError(PortalError):
    """A key file is missing or unusable; the message names it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that one face holds; the public face has no way to open what families sent."""

    sealing_public: bytes
    audit_key: bytes
    index_key: bytes
    limits_key: bytes
    session_key: bytes
    forms_vault: Vault
    opener_or_none: Opener | None
    vault_or_none: Vault | None
    match_key_or_none: bytes | None

    def seal_for_worker(self, plaintext: bytes, info: bytes) -> bytes:
        """Seal so that only the staff face and the worker can read it."""
        return seal(self.sealing_public, plaintext, info)

    @property
    def opener(self) -> Opener:
        """Give the opener; raises KeyFileError on the public face, which must never have it."""
        if self.opener_or_none is None:
            raise KeyFileError("the public face holds no private key")
        return self.opener_or_none

    @property
    def vault(self) -> Vault:
        """Give the vault of staff records; raises KeyFileError on the public face."""
        if self.vault_or_none is None:
            raise KeyFileError("the public face holds no staff key")
        return self.vault_or_none

    @property
    def match_key(self) -> bytes:
        """Give the key under which names are compared without being readable; not on the public face."""
        if self.match_key_or_none is None:
            raise KeyFileError("the public face holds no staff key")
        return self.match_key_or_none


def has_keys(folder: Path) -> bool:
    """Tell whether any key file is there."""
    return any((folder / name).exists() for name in _ALL_FILES)


def make_keys(folder: Path) -> bool:
    """Make the key files of a new installation and tell whether they were made; existing ones are never touched.

    Raises KeyFileError when some are there and others are missing: a new key would not open what the lost one closed.
    """
    if has_keys(folder):
        for name in _ALL_FILES:
            _read(folder / name)
        return False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in (*_SECRET_FILES, *_STAFF_FILES):
        _write_once(folder / name, secrets.token_bytes(_LENGTH))
    key = X25519PrivateKey.generate()
    _write_once(folder / _PUBLIC, key.public_key().public_bytes_raw())
    # The private key comes last: with it the set is whole.
    _write_once(folder / _PRIVATE, key.private_bytes_raw())
    return True


def load_keys(folder: Path, face: Face) -> Keys:
    """Read the keys of a face; raises KeyFileError when one is missing or the sealing pair does not fit."""
    staff_side = face is not Face.PUBLIC
    public = _read(folder / _PUBLIC)
    if staff_side:
        private = X25519PrivateKey.from_private_bytes(_read(folder / _PRIVATE))
        if private.public_key().public_bytes_raw() != public:
            raise KeyFileError(
                f"{folder / _PUBLIC}: it does not belong to {_PRIVATE}; restore both from one copy"
            )
    return Keys(
        sealing_public=public,
        audit_key=_read(folder / "audit.key"),
        index_key=_read(folder / "index.key"),
        limits_key=_read(folder / "limits.key"),
        session_key=_read(folder / ("staff-session.key" if staff_side else "public-session.key")),
        forms_vault=Vault(_read(folder / "public-forms.key")),
        opener_or_none=Opener(_read(folder / _PRIVATE)) if staff_side else None,
        vault_or_none=Vault(_read(folder / "staff-vault.key")) if staff_side else None,
        match_key_or_none=_read(folder / "staff-match.key") if staff_side else None,
    )


def keys() -> Keys:
    """Give the keys of the current app."""
    held: Keys = current_app.extensions["portal.keys"]
    return held


def _write_once(path: Path, content: bytes) -> None:
    """Write a file that did not exist, readable by the owner only from its first moment."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        os.fsync(file.fileno())


def _read(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeyFileError(
            f"{path}: the key cannot be read; restore it from your copy of the keys, a new one opens nothing old"
        ) from error
    if len(content) != _LENGTH:
        raise KeyFileError(f"{path}: a key has {_LENGTH} bytes, this file has {len(content)}")
    return content
