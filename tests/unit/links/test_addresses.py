"""An address is found again however it was typed, and a link never goes where it cannot be read."""

import pytest

from portal.infra.sealing import SealError
from portal.links.rules import (
    Address,
    AddressError,
    address_code,
    hash_of,
    is_token,
    new_token,
    read_address,
    unwrapped,
    wrapped,
)

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Anna@Example.org", Address("email", "Anna@example.org")),
        ("  anna@example.org\u200b ", Address("email", "anna@example.org")),
        ("07700 900982", Address("sms", "07700 900982")),
        ("+44 7700 900 982", Address("sms", "07700 900982")),
        ("0044-7700-900982", Address("sms", "07700 900982")),
        ("+44 (0)7700 900982", Address("sms", "07700 900982")),
        ("٠٧٧٠٠٩٠٠٩٨٢", Address("sms", "07700 900982")),
        ("jo@b\u00fccher.example", Address("email", "jo@xn--bcher-kva.example")),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, read: Address) -> None:
    assert read_address(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "anna", "anna@", "@example.org", "01632 960001", "0770090098", "SB-7K3M-92QX-4HTD", "7" * 300],
)
def test_what_no_link_can_be_sent_to_is_refused(typed: str) -> None:
    with pytest.raises(AddressError):
        read_address(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna@example.org", " ANNA@Example.org"),
        ("07700 900982", "+447700900982"),
        ("01632 960001", "0044 (1632) 960-001"),
    ],
)
def test_the_same_address_has_one_code(one: str, other: str) -> None:
    assert address_code(KEY, one) == address_code(KEY, other)


def test_another_address_and_another_key_have_another_code() -> None:
    codes = {
        address_code(key, name) for key in (KEY, b"o" * 32) for name in ("a@example.org", "b@example.org")
    }
    assert len(codes) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jo@cross.example", "jo@cro\u00df.example"),
        ("rose@example.org", "ro\u017fe@example.org"),
        ("fiona@example.org", "\ufb01ona@example.org"),
    ],
)
def test_addresses_that_only_look_alike_are_not_the_same(one: str, other: str) -> None:
    # Whoever owns the second one would get the links to what the first one wrote.
    assert address_code(KEY, read_address(one).to) != address_code(KEY, read_address(other).to)


def test_a_key_opens_with_its_token_purpose_and_place_only() -> None:
    token, key = new_token(), b"s" * 32
    envelope = wrapped(key, token, "link", "here")
    assert unwrapped(envelope, token, "link", "here") == key
    for other in ((new_token(), "link", "here"), (token, "draft", "here"), (token, "link", "there")):
        with pytest.raises(SealError):
            unwrapped(envelope, *other)
    with pytest.raises(SealError):
        unwrapped(envelope, hash_of(token), "link", "here")


def test_a_token_has_256_bits_that_no_address_needs_to_escape() -> None:
    assert is_token(new_token())
    assert not any(is_token(text) for text in ("", "open", "../" * 15, "a" * 42, "a" * 44, "a" * 42 + "/"))
