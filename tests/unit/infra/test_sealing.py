"""Encryption: what is changed or moved does not open."""

import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from portal.infra.sealing import Opener, SealError, Vault, seal

VAULT = Vault(secrets.token_bytes(32))
KEY = X25519PrivateKey.generate()
PUBLIC, OPENER = KEY.public_key().public_bytes_raw(), Opener(KEY.private_bytes_raw())


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_with_the_private_key(content: bytes) -> None:
    assert OPENER.open(seal(PUBLIC, content, b"info"), b"info") == content


@given(place=st.integers(0, 1000), bit=st.integers(0, 7))
def test_one_changed_bit_and_it_does_not_open(place: int, bit: int) -> None:
    sealed = bytearray(seal(PUBLIC, b"a family's words", b"info"))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(SealError):
        OPENER.open(bytes(sealed), b"info")
    envelope = bytearray(VAULT.encrypt(b"a family's words", "referral:SB-1:details"))
    envelope[place % len(envelope)] ^= 1 << bit
    with pytest.raises(SealError):
        VAULT.decrypt(bytes(envelope), "referral:SB-1:details")


@given(st.binary(max_size=40))
def test_junk_does_not_open(junk: bytes) -> None:
    with pytest.raises(SealError):
        OPENER.open(junk, b"info")
    with pytest.raises(SealError):
        VAULT.decrypt(junk, "place")


def test_a_record_cannot_be_moved_to_another_row() -> None:
    envelope = VAULT.encrypt(b"words", "referral:SB-1:details")
    with pytest.raises(SealError):
        VAULT.decrypt(envelope, "referral:SB-2:details")


def test_the_same_words_look_different_each_time() -> None:
    assert VAULT.encrypt(b"x", "p") != VAULT.encrypt(b"x", "p")
    assert seal(PUBLIC, b"x", b"i") != seal(PUBLIC, b"x", b"i")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealError):
        Vault(secrets.token_bytes(32)).decrypt(VAULT.encrypt(b"x", "p"), "p")
    with pytest.raises(SealError):
        Opener(secrets.token_bytes(32)).open(seal(PUBLIC, b"x", b"i"), b"i")
