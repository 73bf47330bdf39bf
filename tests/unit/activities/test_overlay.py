from hypothesis import given
from hypothesis import strategies as st

from portal.activities.search.overlay import overlaid

entries = st.dictionaries(st.integers(0, 9), st.integers())


@given(entries, st.lists(entries, max_size=4))
def test_what_is_laid_over_is_what_a_copy_would_have_and_the_base_stays(
    base: dict[int, int], changes: list[dict[int, int]]
) -> None:
    before, copied, laid = dict(base), dict(base), overlaid(base, {})
    for changed in changes:
        earlier, known = laid, dict(copied)
        copied |= changed
        laid = overlaid(laid, changed)
        assert dict(laid) == copied
        assert dict(earlier) == known
    assert base == before
