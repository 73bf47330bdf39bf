"""Drafts open with the family's token and with nothing else."""

import pytest
from hypothesis import given

from portal.infra.sealing import SealError
from portal.questionnaires.rules.answers import Entries
from portal.questionnaires.rules.lock import (
    Locked,
    hash_of,
    is_token,
    lock,
    new_draft_key,
    new_token,
    unlock,
)
from tests.unit.questionnaires.sheets import entries

KEY = "0123456789abcdef" * 2
TYPED: Entries = {"child_first_name": ("Robin",), "born": ("27", "3", "2012")}


def test_what_is_locked_comes_back_exactly() -> None:
    token = new_token()
    assert unlock(lock(TYPED, token, KEY), token, KEY) == TYPED


@given(entries())
def test_anything_that_was_typed_comes_back(typed: Entries) -> None:
    token = new_token()
    assert unlock(lock(typed, token, KEY), token, KEY) == typed


def test_the_database_alone_reads_nothing() -> None:
    token = new_token()
    locked = lock(TYPED, token, KEY)
    kept = locked.wrapped_key + locked.entries + hash_of(token).encode()
    assert b"Robin" not in kept
    assert token.encode() not in kept
    with pytest.raises(SealError):
        unlock(locked, hash_of(token), KEY)


def test_another_token_opens_nothing() -> None:
    with pytest.raises(SealError):
        unlock(lock(TYPED, new_token(), KEY), new_token(), KEY)


def test_a_draft_cannot_be_put_into_the_place_of_another() -> None:
    token = new_token()
    with pytest.raises(SealError):
        unlock(lock(TYPED, token, KEY), token, new_draft_key())


def test_a_changed_row_does_not_open() -> None:
    token = new_token()
    locked = lock(TYPED, token, KEY)
    with pytest.raises(SealError):
        unlock(Locked(locked.wrapped_key, locked.entries[:-1] + b"x"), token, KEY)


@pytest.mark.parametrize("text", ["", "short", "a" * 44, "a" * 42 + "!", "../" * 14 + "a", "ä" * 43])
def test_only_our_own_kind_of_cookie_is_looked_at(text: str) -> None:
    assert not is_token(text)
    assert is_token(new_token())
