"""Tokens of invitations, and reading pasted addresses."""

import pytest

from portal.surveys.rules.invitations import (
    addresses_in,
    hash_of,
    is_form_key,
    is_token,
    new_form_key,
    response_key_of,
    token_of,
)


def test_the_same_form_gives_the_same_tokens_and_another_form_others() -> None:
    key = new_form_key()
    assert token_of(key, "1") == token_of(key, "1")
    tokens = {token_of(key, "1"), token_of(key, "2"), token_of(new_form_key(), "1")}
    assert len(tokens) == 3
    assert all(map(is_token, tokens))


def test_a_token_has_128_bits_and_is_not_what_is_stored() -> None:
    token = token_of(new_form_key(), "1")
    assert len(token) * 6 >= 128
    assert token not in hash_of(token)
    assert len(hash_of(token)) == 64


@pytest.mark.parametrize("text", ["", "x" * 22 + "!", "x" * 21, "../" * 8, "x" * 43])
def test_what_is_no_token_is_known_without_asking_the_database(text: str) -> None:
    assert not is_token(text)


def test_the_key_of_a_typed_in_response_does_not_show_the_form() -> None:
    key = new_form_key()
    assert is_form_key(key)
    assert not is_form_key(key[1:])
    assert len(response_key_of(key)) == 32
    assert response_key_of(key) != key


def test_pasted_addresses_are_read_once_each_however_they_are_divided() -> None:
    pasted = "a@example.org, B@example.org;\n<c@example.org>\ta@EXAMPLE.org"
    assert addresses_in(pasted).good == ("a@example.org", "B@example.org", "c@example.org")
    assert addresses_in(pasted).bad == ()


@pytest.mark.parametrize("text", ["no", "a@", "@example.org", "a@b@example.org", "a" * 300 + "@example.org"])
def test_what_is_no_address_is_named(text: str) -> None:
    found = addresses_in(f"good@example.org {text}")
    assert found.good == ("good@example.org",)
    assert found.bad == (text,)


def test_nothing_pasted_is_no_address() -> None:
    assert addresses_in(" \n,;") == addresses_in("")
