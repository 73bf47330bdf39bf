"""Why something was found: the sentence in which the words stand."""

import pytest

from portal.activities.views.hits import hit_in_context, stands_in

TEXT = "We meet in the hall. Riding lessons are on quiet ponies. Bring a hat & boots <please>."


@pytest.mark.parametrize(
    ("stems", "shown"),
    [
        (("ride",), "<mark>Riding</mark> lessons are on quiet ponies."),
        (("quiet", "poni"), "Riding lessons are on <mark>quiet</mark> <mark>ponies</mark>."),
        (("hat",), "Bring a <mark>hat</mark> &amp; boots &lt;please&gt;."),
        (("swim",), None),
        ((), None),
    ],
)
def test_the_sentence_with_the_words_is_shown_and_they_are_marked(
    stems: tuple[str, ...], shown: str | None
) -> None:
    found = hit_in_context(TEXT, stems)
    assert (None if found is None else str(found)) == shown


def test_a_long_sentence_is_cut_around_the_words() -> None:
    long = f"{'word ' * 60}swimming {'more ' * 60}"
    found = str(hit_in_context(long, ("swim",)))
    assert "<mark>swimming</mark>" in found
    assert len(found) < 200
    assert found.startswith("…")
    assert found.endswith("…")


def test_a_short_stem_is_only_itself() -> None:
    assert stands_in("An art club", ("art",))
    assert not stands_in("A party", ("art",))
    assert not stands_in("Artists", ("art",))
