"""Words written apart that are one, and together that are two: "mini bus", "softplay"."""

from collections.abc import Callable, Container, Sequence

from portal.activities.search.analysis import Token, tokens

_SHORTEST_HALF = 3


def joined(typed: Sequence[Token], knows: Callable[[Token], bool]) -> tuple[Token, ...]:
    """Give the one known word that the first two words make, when they are not both known; else nothing."""
    pair = typed[:2]
    # "A part" is not "apart": a stop word stands for itself.
    if len(pair) < 2 or any(token.stem is None for token in pair) or all(map(knows, pair)):
        return ()
    one = tokens(typed[0].folded + typed[1].folded)
    return one if len(one) == 1 and knows(one[0]) else ()


def halves(
    token: Token, is_listed: Callable[[Sequence[Token]], object], initials: Container[str]
) -> tuple[Token, ...]:
    """Give the two words that stand in one, when the council lists them together; else nothing.

    Any two known words would be too much: "ballroom" is no place with a ball. `initials` are the first letters
    of what is listed, two by two.
    """
    word = token.folded
    for place in _places(word):
        if word[0] + word[place] in initials and len(pair := _pair(word, place)) > 1 and is_listed(pair):
            return pair
    return ()


def halves_in_texts(token: Token, stand_together: Callable[[Sequence[str]], bool]) -> tuple[Token, ...]:
    """Give the two words that stand in one, when they stand side by side in a text of the directory; else nothing."""
    for place in _places(token.folded):
        pair = _pair(token.folded, place)
        stems = [part.stem for part in pair if part.stem is not None]
        if len(stems) > 1 and stand_together(stems):
            return pair
    return ()


def _places(word: str) -> range:
    return range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)


def _pair(word: str, place: int) -> tuple[Token, ...]:
    return tokens(f"{word[:place]} {word[place:]}")
