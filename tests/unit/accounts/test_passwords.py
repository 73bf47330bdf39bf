"""Which passwords are taken: long, not common, not about the account; no other rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.rules.passwords import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    PasswordFault,
    password_fault,
)

ABOUT = ("noor.example@orchard.example.org", "Noor Example", "Orchard County Council")


@pytest.mark.parametrize(
    "password",
    [
        "kettle lantern marigold",
        "three random words suffice",
        "kettlelanternmarigold",
        "vK9#qW2!xZ7$mP4",
        "zażółć gęślą jaźń",
        "the council kettle lantern marigold",
    ],
)
def test_long_and_unusual_passwords_are_taken(password: str) -> None:
    assert password_fault(password, ABOUT) is None


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword1",
        "Password123456!!",
        "qwertyuiopasdfghjkl",
        "1q2w3e4r5t6y7u8i9o0p",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "iloveyouiloveyou",
        "letmeinletmein123",
        "changemechangeme",
        "Summer2026!Summer2026!",
        "P@ssw0rdP@ssw0rd",
    ],
)
def test_common_passwords_are_refused_however_they_are_lengthened(password: str) -> None:
    assert password_fault(password, ABOUT) is PasswordFault.COMMON


@pytest.mark.parametrize(
    "password",
    [
        "Noor Example 2026!",
        "noor.example@orchard.example.org",
        "Orchard County Council!",
        "short breaks orchard 1",
        "ORCHARDCOUNTYCOUNCIL",
    ],
)
def test_passwords_about_the_account_or_the_council_are_refused(password: str) -> None:
    assert password_fault(password, ABOUT) is PasswordFault.ABOUT_YOU


@given(st.text(max_size=SHORTEST_PASSWORD - 1))
def test_a_short_password_is_short_whatever_it_holds(password: str) -> None:
    assert password_fault(password, ABOUT) is PasswordFault.SHORT


@given(st.text(min_size=SHORTEST_PASSWORD, max_size=LONGEST_PASSWORD), st.lists(st.text(), max_size=3))
def test_any_text_gets_an_answer(password: str, about: list[str]) -> None:
    assert password_fault(password, about) in {None, PasswordFault.COMMON, PasswordFault.ABOUT_YOU}


def test_the_longest_that_is_taken_and_one_more() -> None:
    long = "kettle lantern marigold " * 10
    assert password_fault(long[:LONGEST_PASSWORD], ABOUT) is None
    assert password_fault(long[: LONGEST_PASSWORD + 1], ABOUT) is PasswordFault.LONG
