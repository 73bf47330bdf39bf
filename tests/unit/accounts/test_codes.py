"""One-time codes against the test values of RFC 6238, and recovery codes."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts.rules.codes import (
    in_groups,
    is_one_time_code,
    matching_step,
    new_recovery_codes,
    new_secret,
    plain_recovery_code,
)

# RFC 6238, appendix B, SHA-1: the last six digits of its eight.
SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert matching_step(SECRET, code, moment, None) == seconds // 30
    assert matching_step(SECRET, code, moment + timedelta(seconds=30), None) == seconds // 30
    assert matching_step(SECRET, code, moment - timedelta(seconds=30), None) == seconds // 30
    assert matching_step(SECRET, code, moment + timedelta(seconds=60), None) is None


def test_a_step_that_was_taken_and_those_before_it_are_refused() -> None:
    moment = datetime.fromtimestamp(59, UTC)
    assert matching_step(SECRET, "287082", moment, 0) == 1
    assert matching_step(SECRET, "287082", moment, 1) is None
    assert matching_step(SECRET, "287082", moment, 2) is None


@pytest.mark.parametrize("typed", ["", "28708", "2870822", "abcdef", "２８７０８２", "٢٨٧٠٨٢", "287082\x00"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert matching_step(SECRET, typed, datetime.fromtimestamp(59, UTC), None) is None


def test_spaces_do_not_matter() -> None:
    assert matching_step(SECRET, " 287 082 ", datetime.fromtimestamp(59, UTC), None) == 1
    assert is_one_time_code(" 287 082 ")
    assert not is_one_time_code("7K3M9-2QX4H")


def test_secrets_have_160_bits_and_differ() -> None:
    made = {new_secret() for _turn in range(50)}
    assert len(made) == 50
    assert {len(base64.b32decode(secret)) for secret in made} == {20}
    assert in_groups("ABCDEFGH") == "ABCD EFGH"


def test_recovery_codes_are_read_however_they_are_typed() -> None:
    codes = new_recovery_codes()
    assert len(set(codes)) == 10
    for code in codes:
        plain = code.replace("-", "")
        assert plain_recovery_code(f" {code.lower()} ") == plain == plain_recovery_code(plain)


@pytest.mark.parametrize("typed", ["", "7K3M9", "7K3M9-2QX40", "7K3M9-2QX4HH", "７K3M9-2QX4H"])
def test_what_is_no_recovery_code_is_none(typed: str) -> None:
    assert plain_recovery_code(typed) is None
