"""Pages of long lists, whatever number an address names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.infra.paging import Paged, page_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("", 1),
        ("0", 1),
        ("-1", 1),
        ("1e3", 1),
        ("٣", 1),
        (" 7 ", 7),
        ("²", 1),
        (str(10**30), 10**6),
        ("x", 1),
    ],
)
def test_an_odd_number_is_page_1_and_a_huge_one_is_capped(text: str, number: int) -> None:
    assert page_number(MultiDict({"page": text})) == number


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    assert 1 <= page_number(MultiDict({"page": text})) <= 10**6


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (50, 1), (51, 2), (101, 3)])
def test_the_last_page_holds_the_rest(total: int, last: int) -> None:
    paged = Paged((), total, 1, 50)
    assert paged.last == last
    assert paged.has_next is (last > 1)
    assert not paged.has_previous
