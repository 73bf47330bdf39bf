"""Keys as numbers: whoever is found is exactly whoever is there, however alike the keys are."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.surveys.queries.key_index import KeyIndex

# Random keys, and keys that differ in one letter only.
KEYS = st.lists(
    st.one_of(
        st.text("0123456789abcdef", min_size=32, max_size=32),
        st.integers(0, 300).map(lambda number: f"{number:032x}"),
        st.integers(0, 300).map(lambda number: f"{number:x}".ljust(32, "0")),
    ),
    unique=True,
    max_size=60,
)


def bits(held: Sequence[str], asked: Sequence[str]) -> int:
    """Give the bitset one by one."""
    return sum(1 << place for place, key in enumerate(held) if key in asked)


@given(held=KEYS, asked=KEYS)
def test_many_keys_are_found_as_one_by_one(held: list[str], asked: list[str]) -> None:
    asked = [*asked, *held[::2]]
    assert KeyIndex(",".join(held)).bits(",".join(asked)) == bits(held, asked)


@given(held=KEYS)
def test_the_same_keys_in_another_order_are_the_same(held: list[str]) -> None:
    assert KeyIndex(",".join(held)).is_of(",".join(sorted(held)))


@given(held=KEYS.filter(bool), other=st.integers(301, 900).map(lambda number: f"{number:032x}"))
def test_one_key_more_less_or_other_is_seen(held: list[str], other: str) -> None:
    index = KeyIndex(",".join(held))
    for keys in ([*held, other], held[1:], [*held[1:], other]):
        if set(keys) != set(held):
            assert not index.is_of(",".join(keys))


@pytest.mark.parametrize("joined", ["0123456789abcdef", ",".join(["0" * 32] * 2)], ids=["short", "twice"])
def test_what_is_no_list_of_keys_is_refused(joined: str) -> None:
    with pytest.raises(ValueError, match=r"reshape|twice"):
        KeyIndex(joined)
