"""Reference numbers that survive a telephone line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.reference import ALPHABET, new_reference, parse_reference


def test_a_new_reference_has_the_shape_that_is_printed_on_letters() -> None:
    made = new_reference()
    assert [len(part) for part in made.split("-")] == [2, 4, 4, 4]
    assert set(made.replace("-", "")[2:]) <= set(ALPHABET)


def test_no_two_of_ten_thousand_references_are_the_same() -> None:
    assert len({new_reference() for _turn in range(10_000)}) == 10_000


@pytest.mark.parametrize("write", [str.lower, lambda text: text.replace("-", " "), lambda text: f"  {text} ",
                                   lambda text: text.replace("-", ""), lambda text: text.replace("-", "–"),
                                   lambda text: text[3:]])  # fmt: skip
def test_a_reference_is_understood_however_it_was_typed(write) -> None:
    made = new_reference()
    assert parse_reference(write(made)) == made


@given(place=st.integers(0, 11), other=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(place: int, other: str) -> None:
    code = new_reference().replace("-", "")[2:]
    wrong = code[:place] + other + code[place + 1 :]
    assert (parse_reference(wrong) is None) == (wrong != code)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_references(text: str) -> None:
    found = parse_reference(text)
    assert found is None or parse_reference(found) == found
