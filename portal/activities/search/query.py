"""What a family typed, read as words to find."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from portal.activities.rules.criteria import LONGEST_QUERY
from portal.activities.search.analysis import Token, folded, tokens
from portal.activities.search.corrections import Vocabulary, corrected, listed
from portal.activities.search.spoken_age import spoken_age
from portal.activities.search.wordbook import Phrase, Wordbook, is_worn_down

_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')
_QUOTES = frozenset('"“”„«»')
# "a.d.h.d", "P.A.", "S E N D".
_LETTERS_APART = re.compile(r"(?<![\w.])(?:(?:[^\W\d_]\.)+[^\W\d_]\.?|(?:[^\W\d_] ){2,}[^\W\d_])(?!\w)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_MOST_WORDS = 24
# In English, Polish and Romanian.
_OR = frozenset({"or", "lub", "albo", "sau"})
_SYNONYM_WEIGHT = 0.3
_APART_WEIGHT = 0.2
_COMPLETION_WEIGHT = 0.9
# Of the directory's own words; nobody can ask for more of them than there are.
_COMPLETIONS_KEPT = 20_000


class Alternative(NamedTuple):
    """One way to match: words side by side, or all of them anywhere."""

    phrase: Phrase
    weight: float
    is_adjacent: bool


Unit = tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All units of a search, each to be matched by one of its alternatives.

    `small` are words that say little: they order but leave nothing out, so "things to do near Oldtown" finds
    what "Oldtown" finds, and "things to do" finds everything.
    """

    units: tuple[Unit, ...]
    small: tuple[Unit, ...]
    name: str
    corrected: str | None
    answers: tuple[int, ...]
    # What suits this age stands higher.
    age: int | None = None

    @property
    def stems(self) -> tuple[str, ...]:
        """Give all stems that any of its ways to match looks for."""
        ways = (way for unit in self.units or self.small for way in unit)
        return tuple(dict.fromkeys(stem for way in ways for stem in way.phrase.stems))


_NOTHING = Plan((), (), "", None, ())


def cleaned(text: str) -> str:
    """Give what was typed without control characters and no longer than anybody needs."""
    return " ".join(_CONTROL.sub(" ", text[: LONGEST_QUERY * 4]).split())[:LONGEST_QUERY]


def read_query(text: str, wordbook: Wordbook, vocabulary: Vocabulary, *, exact: bool) -> Plan:
    """Read words, "quoted phrases", synonyms and misspellings; `exact` leaves the spelling alone."""
    if not text:
        return _NOTHING
    text = _with_letters_joined(text)
    units: list[Unit] = []
    small: list[Unit] = []
    shown: list[str] = []
    words: list[Token] = []
    is_corrected = False
    age: int | None = None
    for part, is_quoted in _parts(text):
        every = tokens(part)
        typed = every[: max(0, _MOST_WORDS - len(words))]
        # A long story may say what matters most at its end, and a page may answer that.
        rest = every[len(typed) :]
        if is_quoted:
            units.extend(_quoted(typed))
            shown.append(f"“{part}”")
        else:
            right = typed if exact else corrected(typed, wordbook, vocabulary)
            is_corrected = is_corrected or right != typed
            shown.extend(token.typed for token in right)
            typed = right
            if said := spoken_age(right):
                age = said.years
                right = (*right[: said.start], *right[said.end :])
            _add(_plain(right, wordbook, vocabulary), units, small)
        words += (*typed, *rest)
    return Plan(
        units=tuple(units),
        small=tuple(small),
        name=folded(text),
        corrected=" ".join(shown) if is_corrected else None,
        answers=wordbook.answers_to(words),
        age=age,
    )


def _with_letters_joined(text: str) -> str:
    """Give a text in which letters that stand apart are one word; most texts have none, and are not looked through."""
    if "." not in text and text.count(" ") < 2:
        return text
    return _LETTERS_APART.sub(lambda letters: letters[0].replace(".", "").replace(" ", ""), text)


def _parts(text: str) -> Iterable[tuple[str, bool]]:
    """Give the parts of what was typed, and for each whether it stands between quotation marks; most have none."""
    return ((text, False),) if _QUOTES.isdisjoint(text) else _parts_at_quotes(text)


def _parts_at_quotes(text: str) -> Iterator[tuple[str, bool]]:
    place = 0
    for match in _QUOTED.finditer(text):
        yield text[place : match.start()], False
        yield match[1], True
        place = match.end()
    yield text[place:], False


def _quoted(typed: Sequence[Token]) -> list[Unit]:
    phrase = Phrase.of(typed)
    return [(Alternative(phrase, 1.0, is_adjacent=True),)] if phrase.stems else []


def _add(read: Iterable["_Read"], units: list[Unit], small: list[Unit]) -> None:
    """Add units to those of a search; with "or" before it a unit is one more way to match the one before."""
    is_after_unit = False
    for unit, is_small, is_other in read:
        if is_small:
            small.append(unit)
        elif is_other and is_after_unit:
            units[-1] = tuple(dict.fromkeys((*units[-1], *unit)))
        else:
            units.append(unit)
        is_after_unit = not is_small


class _Read(NamedTuple):
    """A unit, whether it is a word that says little, and whether "or" stands before it."""

    unit: Unit
    is_small: bool
    is_other: bool


def _plain(typed: Sequence[Token], wordbook: Wordbook, vocabulary: Vocabulary) -> Iterator[_Read]:
    """Give the units of what was typed."""
    place = 0
    is_other = False
    while place < len(typed):
        token = typed[place]
        length = listed(typed, place, wordbook)
        if length:
            entry = typed[place : place + length]
            yield _Read(_synonyms(entry, wordbook), all(map(wordbook.is_small, entry)), is_other)
        elif token.stem is not None and token.folded not in _OR:
            length = 1
            unit = _word(token, token.stem, vocabulary, is_last=place == len(typed) - 1)
            yield _Read(unit, wordbook.is_small(token), is_other)
        is_other = not length and token.folded in _OR
        place += max(1, length)


def _word(token: Token, stem: str, vocabulary: Vocabulary, *, is_last: bool) -> Unit:
    alone = Alternative(Phrase((stem,), (token.folded,)), 1.0, is_adjacent=False)
    if not is_last or vocabulary.knows(stem):
        return (alone,)
    longer = map(_completion, vocabulary.completions(token.folded))
    return (alone, *(way for way in longer if way.phrase.stems))


@lru_cache(_COMPLETIONS_KEPT)
def _completion(word: str) -> Alternative:
    """Give the way to match a word of the directory that begins with what was typed."""
    return Alternative(Phrase.of(tokens(word)), _COMPLETION_WEIGHT, is_adjacent=False)


def _synonyms(typed: Sequence[Token], wordbook: Wordbook) -> Unit:
    """Give what was typed, side by side or not, and all that means the same."""
    # "Dance" and "dancing" are one word to the index, so it counts once.
    others = {phrase.stems: phrase for phrase in wordbook.meanings(typed)}
    ways: list[Alternative] = []
    if not is_worn_down(typed):
        itself = Phrase.of(typed)
        others.pop(itself.stems, None)
        ways.append(Alternative(itself, 1.0, is_adjacent=True))
        if len(itself.stems) > 1:
            ways.append(Alternative(itself, _APART_WEIGHT, is_adjacent=False))
    ways.extend(Alternative(phrase, _SYNONYM_WEIGHT, is_adjacent=True) for phrase in others.values())
    return tuple(ways)
