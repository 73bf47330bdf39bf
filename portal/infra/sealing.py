"""Encryption: sealed to the worker on the public face, in envelopes at rest on the staff side."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from portal.core.errors import PortalError

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE_LENGTH = 12
_KEY_ID = b"\x01"


class SealError(PortalError):
    """A sealed text was changed, moved or made for another key."""


def seal(public_key: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Seal to a public key (HPKE, RFC 9180); `info` names what it is and must be the same at the opening."""
    return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public_key), info)


class Opener:
    """Opens what was sealed; only the staff face and the worker have one."""

    def __init__(self, private_key: bytes) -> None:
        """Take the 32 raw bytes of the private key."""
        self._key = X25519PrivateKey.from_private_bytes(private_key)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Open a sealed text; raises SealError when it was changed or sealed for something else."""
        try:
            return _SUITE.decrypt(sealed, self._key, info)
        except (InvalidTag, ValueError) as error:
            raise SealError("a sealed text does not open") from error


class Vault:
    """Encrypts values at rest: key id, nonce, AES-256-GCM, bound to their place so that they cannot be moved."""

    def __init__(self, key: bytes) -> None:
        """Take the 32 bytes of the key."""
        self._cipher = AESGCM(key)

    def encrypt(self, plaintext: bytes, place: str) -> bytes:
        """Encrypt for one place, named "table:row:column"."""
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        return _KEY_ID + nonce + self._cipher.encrypt(nonce, plaintext, place.encode())

    def decrypt(self, envelope: bytes, place: str) -> bytes:
        """Decrypt from its place; raises SealError when it was changed or stood in another place."""
        if envelope[:1] != _KEY_ID or len(envelope) <= _NONCE_LENGTH:
            raise SealError("an envelope has no key that we know")
        nonce, ciphertext = envelope[1 : 1 + _NONCE_LENGTH], envelope[1 + _NONCE_LENGTH :]
        try:
            return self._cipher.decrypt(nonce, ciphertext, place.encode())
        except InvalidTag as error:
            raise SealError("an envelope was changed or moved") from error
