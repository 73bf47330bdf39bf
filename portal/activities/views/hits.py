"""Where the words of a search stand in a text, so that a family sees why something was found."""

import re
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup, escape

_END_OF_SENTENCE = re.compile(r"[.!?\n]")
_WORD = re.compile(r"\w+")
_LONGEST = 160
_SHORT = 3
# "ride" finds "riding": so many letters may come after a stem.
_LONGEST_ENDING = 5

# A word in a text: where it starts, where it ends, and the word in small letters.
_Place = tuple[int, int, str]


class Sought:
    """The words of a search, to be looked up in one text after the other."""

    def __init__(self, stems: Iterable[str]) -> None:
        """Read stems; a short one is only itself."""
        self._starts = [_start_and_ending(stem) for stem in dict.fromkeys(stems)]

    def stands_in(self, text: str) -> bool:
        """Tell whether one of the words stands in a text of small letters."""
        return any(True for start, ending in self._starts for _place in _found(text, start, ending))

    def hit_in(self, text: str) -> Markup | None:
        """Give the sentence in which most of the words stand, with the words marked; None when none does."""
        small = in_small_letters(text)
        places = [place for start, ending in self._starts for place in _found(small, start, ending)]
        if not places:
            return None
        # "Fun" and "funny" may both find the same word.
        start, end, here = _best_sentence(text, sorted(set(places)))
        return _marked(text, *_around(text, start, end, here[0][0]), here)


def in_small_letters(text: str) -> str:
    """Give a text in small letters, each in its place: a few letters of other languages become two."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def _start_and_ending(stem: str) -> tuple[str, int]:
    if len(stem) <= _SHORT:
        return stem, 0
    return (stem[:-1] if stem.endswith(("e", "i")) else stem), _LONGEST_ENDING


def _found(text: str, start: str, longest_ending: int) -> Iterator[_Place]:
    """Give the places of the words that begin so and have no longer ending."""
    place = text.find(start)
    while place >= 0:
        word = _WORD.match(text, place)
        if word is None:  # A stem that begins with a sign is no word.
            return
        end = word.end()
        is_start = place == 0 or not (text[place - 1].isalnum() or text[place - 1] == "_")
        if is_start and end - place <= len(start) + longest_ending:
            yield place, end, word[0]
        place = text.find(start, end)


def _best_sentence(text: str, places: Sequence[_Place]) -> tuple[int, int, list[_Place]]:
    """Give start and end of the first sentence with the most different words, and their places in it."""
    best: tuple[int, int, list[_Place]] = (0, 0, [])
    most = -1
    for start, end, here in _sentences(text, places):
        count = len({word for _start, _end, word in here})
        if count > most:
            best, most = (start, end, here), count
    return best


def _sentences(text: str, places: Sequence[_Place]) -> Iterator[tuple[int, int, list[_Place]]]:
    """Give the sentences in which there are places, each with its own."""
    start, end = 0, 0
    here: list[_Place] = []
    for place in places:
        if place[0] >= end:
            if here:
                yield start, end, here
            here = []
            start, end = _sentence_around(text, place[0])
        here.append(place)
    yield start, end, here


def _sentence_around(text: str, place: int) -> tuple[int, int]:
    """Give where the sentence at a place starts and ends, without the spaces around it."""
    start = max([text.rfind(sign, 0, place) for sign in ".!?\n"]) + 1
    last = _END_OF_SENTENCE.search(text, place)
    end = last.end() if last else len(text)
    # A line that ends is stripped of its end below.
    sentence = text[start:end]
    return start + len(sentence) - len(sentence.lstrip()), start + len(sentence.rstrip())


def _around(text: str, start: int, end: int, place: int) -> tuple[int, int, str, str]:
    """Cut a long sentence to what stands around a place in it, at whole words; gives what stands before and after."""
    if end - start <= _LONGEST:
        return start, end, "", ""
    first = max(start, place - _LONGEST // 3)
    if first > start:
        space = text.rfind(" ", start, first)
        # Without a space before it there is one word, and that is cut only when it is longer than anybody reads.
        first = space + 1 if space >= 0 else (start if place - start < _LONGEST // 2 else first)
    last = end
    if first + _LONGEST < end:
        space = text.rfind(" ", first, first + _LONGEST)
        last = space if space > place else first + _LONGEST
    return first, last, "…" if first > start else "", "…" if last < end else ""


def _marked(text: str, start: int, end: int, before: str, after: str, places: Iterable[_Place]) -> Markup:
    """Mark each word; everything else is escaped."""
    parts = [before]
    for first, last, _word in places:
        if start <= first and last <= end:
            parts += (escape(text[start:first]), "<mark>", escape(text[first:last]), "</mark>")
            start = last
    # All that comes from the text is escaped.
    return Markup("".join([*parts, escape(text[start:end]), after]))  # noqa: S704
