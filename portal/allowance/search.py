"""Finding rules and answers by what a family types: stems, words of other languages, misspellings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import current_app

from portal.activities.content import Synonyms, meanings
from portal.activities.search.analysis import Token, tokens
from portal.activities.search.spelling import Lexicon
from portal.activities.search.wordbook import Wordbook
from portal.allowance.rules.allowed import AllowanceRule, Answered, YearRules
from portal.allowance.rules.matching import Entry, Stems, Term, ranked
from portal.infra.content_pack import content
from portal.infra.i18n import _, current_language
from portal.taxonomy.content import Taxonomy

# Longer texts are no search; looking at each word of a pasted page takes time.
LONGEST_QUERY = 100
_HELD = "portal.allowance.finder"


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, the best first; `instead` is what was looked for in the place of a misspelling."""

    rules: tuple[AllowanceRule, ...]
    answers: tuple[Answered, ...]
    instead: str = ""


class _Known:
    """The labels and other words of one year's rules in one language, or those of answers."""

    def __init__(self, things: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        taken_apart = [(_each(labels), _each(words)) for labels, words in things]
        self.entries = tuple(
            Entry(place, _phrases(labels), _phrases(words))
            for place, (labels, words) in enumerate(taken_apart)
        )
        every = [token for labels, words in taken_apart for text in (*labels, *words) for token in text]
        self.stems = {token.stem for token in every if token.stem}
        self.words = {token.folded for token in every if token.stem}

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(sorted(self.words), dict.fromkeys(self.words, 1))


class Finder:
    """Finds rules of any year; made once for a content pack, and safe for several threads."""

    def __init__(self, wordbook: Wordbook) -> None:
        """Take the words that mean the same in the whole portal."""
        self._wordbook = wordbook
        self._kept: dict[tuple[str, str], _Known] = {}

    def find(self, text: str, year: YearRules, answers: Sequence[Answered]) -> Found:
        """Give the rules of a year, and the answers, that fit most of what was typed."""
        rules = self._known(year)
        told = _Known(([answer.question], ()) for answer in answers)
        typed = self._significant(tokens(text[:LONGEST_QUERY]), year)
        spelt, instead = self._spelt(typed, rules, told)
        terms = tuple(self._terms(spelt))
        return Found(
            rules=tuple(year.rules[hit.place] for hit in ranked(rules.entries, terms)),
            answers=tuple(answers[hit.place] for hit in ranked(told.entries, terms)),
            instead=instead,
        )

    def _known(self, year: YearRules) -> _Known:
        key = (year.year.code, current_language())
        known = self._kept.get(key)
        if known is None:
            known = _Known(([rule.label, _(rule.label)], rule.words) for rule in year.rules)
            self._kept[key] = known
        return known

    def _significant(self, typed: Sequence[Token], year: YearRules) -> tuple[Token, ...]:
        """Leave out words that stand in every question, such as “buy”, unless nothing else was typed."""
        small = {token.folded for text in year.small_words for token in tokens(text)}
        kept = tuple(token for token in typed if token.stem and token.folded not in small)
        return kept or tuple(token for token in typed if token.stem)

    def _spelt(self, typed: Sequence[Token], rules: _Known, told: _Known) -> tuple[tuple[Token, ...], str]:
        """Put the word that was probably meant in the place of each that nobody knows; say so, if any was."""
        lexicon = rules.lexicon.with_words(told.words) if told.words else rules.lexicon
        spelt: list[Token] = []
        for token in typed:
            is_known = token.stem in rules.stems | told.stems or self._wordbook.meanings((token,))
            right = None if is_known else self._wordbook.correction((token,)) or lexicon.closest(token.folded)
            spelt.extend(tokens(right) if right else (token,))
        kept = tuple(token for token in spelt if token.stem)
        return kept, "" if kept == tuple(typed) else " ".join(token.typed for token in kept)

    def _terms(self, typed: Sequence[Token]) -> Iterator[Term]:
        """Take the longest phrases that have a meaning of their own, else single words."""
        place = 0
        while place < len(typed):
            for length in range(min(self._wordbook.longest, len(typed) - place), 0, -1):
                part = typed[place : place + length]
                meant = self._wordbook.meanings(part)
                if meant or length == 1:
                    yield Term(_stems(part), tuple(phrase.stems for phrase in meant))
                    place += length
                    break


def finder_here() -> Finder:
    """Give the finder of this app, made when somebody first searches."""
    held: Finder | None = current_app.extensions.get(_HELD)
    if held is None:
        held = Finder(Wordbook(content(Synonyms), meanings(content(Taxonomy))))
        current_app.extensions[_HELD] = held
    return held


def _each(texts: Iterable[str]) -> list[tuple[Token, ...]]:
    return [tokens(text) for text in texts]


def _phrases(texts: Iterable[Sequence[Token]]) -> tuple[Stems, ...]:
    return tuple(dict.fromkeys(stems for text in texts if (stems := _stems(text))))


def _stems(typed: Sequence[Token]) -> Stems:
    return tuple(token.stem for token in typed if token.stem is not None)
