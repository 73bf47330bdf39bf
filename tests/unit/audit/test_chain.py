"""Each link of the trail depends on all before it."""

from hypothesis import given
from hypothesis import strategies as st

from portal.audit.rules import FIRST_LINK, next_link

FACTS = st.lists(st.text(max_size=20), max_size=6)


@given(facts=FACTS, other=FACTS)
def test_other_facts_give_another_link(facts: list[str], other: list[str]) -> None:
    same = next_link(b"key", FIRST_LINK, facts) == next_link(b"key", FIRST_LINK, other)
    assert same == (facts == other)


def test_facts_cannot_slide_from_one_field_into_the_next() -> None:
    assert next_link(b"key", FIRST_LINK, ["ab", "c"]) != next_link(b"key", FIRST_LINK, ["a", "bc"])


def test_a_link_depends_on_the_one_before_and_on_the_key() -> None:
    first = next_link(b"key", FIRST_LINK, ["a"])
    assert len(first) == 64
    assert next_link(b"key", first, ["a"]) != first
    assert next_link(b"other", FIRST_LINK, ["a"]) != first
