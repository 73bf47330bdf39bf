"""Why something was found: the sentence in which the words stand."""

import pytest
from markupsafe import Markup

from portal.activities.views.hits import Sought, in_small_letters

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
    found = Sought(stems).hit_in(TEXT)
    assert (None if found is None else str(found)) == shown


def test_a_long_sentence_is_cut_around_the_words() -> None:
    long = f"{'word ' * 60}swimming {'more ' * 60}"
    found = str(Sought(("swim",)).hit_in(long))
    assert "<mark>swimming</mark>" in found
    assert len(found) < 200
    assert found.startswith("…")
    assert found.endswith("…")


def test_a_sentence_of_one_endless_word_is_cut_and_still_shows_the_word() -> None:
    found = str(Sought(("club",)).hit_in(f"{'a' * 200} club {'b' * 300}"))
    assert "<mark>club</mark>" in found
    assert len(found) < 200


def test_the_sentence_with_the_most_different_words_is_shown() -> None:
    text = "A club and a club. Riding club!\nRide, ride"
    assert str(Sought(("club", "ride")).hit_in(text)) == "<mark>Riding</mark> <mark>club</mark>!"


@pytest.mark.parametrize(
    ("text", "is_there"),
    [("An art club", True), ("A party", False), ("Artists", False), ("Smart", False), ("art", True)],
)
def test_a_short_stem_is_only_itself(text: str, is_there: bool) -> None:
    assert Sought(("art",)).stands_in(in_small_letters(text)) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [("He rides", True), ("Ridiculously", False), ("Astride", False), ("x_ride", False), ("Riding.", True)],
)
def test_a_stem_finds_words_that_begin_so_and_are_little_longer(text: str, is_there: bool) -> None:
    assert Sought(("ride",)).stands_in(in_small_letters(text)) is is_there


def test_letters_that_change_their_length_are_no_fault() -> None:
    text = "\u039f\u0394\u039f\u03a3.A club. \u0130stanbul club & more"
    found = Sought(("club", "istanbul", "\u03bf\u03b4\u03bf\u03c3")).hit_in(text)
    assert isinstance(found, Markup)
    assert "<mark>\u039f\u0394\u039f\u03a3</mark>" in found
    assert len(in_small_letters(text)) == len(text)
    assert Sought(("club",)).hit_in("") is None
    assert Sought(("",)).hit_in("A club") is None
