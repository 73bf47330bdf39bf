"""The nine kinds of questions, the same for each engine, drawn from the words and choices that there are."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from bench.engines.corpus import Corpus
from bench.engines.ours import Ours
from bench.engines.questions import Question
from bench.generated import FIRST_DAY, SEED
from portal.activities.rules.criteria import Criteria, Found, SortOrder
from portal.activities.rules.facets import Facet
from portal.activities.search.analysis import stems_with_spaces
from portal.core.places import Point

EACH = 12
KINDS = (
    "browse all", "common word", "rare word", "two words", "typo", "prefix", "facets only",
    "facets+text+distance", "zero results",
)  # fmt: skip
# Zero results has nothing to rank and to count, so it is shown but stands in no mean.
IN_THE_MEAN = KINDS[:-1]
_CHOSEN_TOGETHER = (
    (Facet.TIER, Facet.AGE, Facet.NEED),
    (Facet.TYPE, Facet.DISTRICT),
    (Facet.ACCESS, Facet.DAY),
    (Facet.AGE, Facet.COST, Facet.SEASON),
    (Facet.ASSESSMENT, Facet.PLACES, Facet.TYPE),
    (Facet.NEED, Facet.FUNDING, Facet.REFERRER, Facet.DELIVERY),
)


class Asking:
    """Draws questions; a kind's questions all have results and lose no word, except where there are none."""

    def __init__(self, corpus: Corpus, ours: Ours) -> None:
        """Sort the words by how often they stand somewhere."""
        self._corpus, self._ours = corpus, ours
        self._chance = random.Random(SEED + 3)
        size, words = len(corpus.documents), corpus.words.all
        plain = [word for word in words if word.isalpha() and word.isascii()]
        self._counted = [(word, corpus.frequencies.get(stems_with_spaces([word]), 0)) for word in plain]
        self._often = self._words(size // 10, size)
        self._sometimes = self._words(size // 50, size // 12)
        self._rarely = self._words(2, max(3, size // 2_000))
        self._codes: dict[Facet, list[str]] = {}
        for facet, code in corpus.all_values:
            self._codes.setdefault(facet, []).append(code)

    def all(self, each: int = EACH) -> list[Question]:
        """Give so many questions of each kind, kind after kind."""
        makers: dict[str, Callable[[int], Criteria]] = {
            "browse all": lambda _number: Criteria(today=FIRST_DAY),
            "common word": lambda number: self._text(self._often[number % len(self._often)]),
            "rare word": lambda _number: self._text(self._drawn(self._rarely)),
            "two words": self._two_words,
            "typo": self._typo,
            "prefix": self._prefix,
            "facets only": self._facets_only,
            "facets+text+distance": self._with_distance,
            "zero results": self._nothing,
        }
        return [one for kind, make in makers.items() for one in islice(self._good(kind, make), each)]

    def _good(self, kind: str, make: Callable[[int], Criteria]) -> Iterator[Question]:
        for number in range(20_000):
            criteria = make(number)
            found = self._ours.index.find(criteria)
            if _is_of_kind(kind, found):
                units = self._units(found.corrected or criteria.words)
                if kind != "prefix" or (len(units) == 1 and len(units[0]) > 1):
                    yield Question(kind, criteria, units)
        raise SystemExit(f"no questions of the kind {kind} could be made")

    def _units(self, words: str) -> tuple[tuple[str, ...], ...]:
        """Give what to look for; a prefix that is no word itself is left out of its completions."""
        if not words:
            return ()
        known = self._corpus.frequencies
        units = self._ours.units(words)
        return tuple(tuple(stem for stem in unit if len(unit) == 1 or stem in known) for unit in units)

    def _words(self, least: int, most: int) -> Sequence[str]:
        """Give words, not stemmed, that stand in so many activities."""
        return [word for word, count in self._counted if least <= count <= most]

    def _drawn(self, words: Sequence[str]) -> str:
        return self._chance.choice(words)

    def _text(self, words: str) -> Criteria:
        return Criteria(words=words, today=FIRST_DAY)

    def _two_words(self, number: int) -> Criteria:
        """Give a common word with a common one, with one in between, with a rare one."""
        other = (self._often, self._sometimes, self._rarely)[number % 3]
        return self._text(f"{self._drawn(self._often)} {self._drawn(other)}")

    def _typo(self, number: int) -> Criteria:
        """Give a word with a letter missing, doubled, swapped or wrong."""
        word = self._drawn((self._often, self._sometimes, self._rarely)[number % 3])
        place = self._chance.randint(1, len(word) - 2) if len(word) > 3 else 1
        start, letter, end = word[:place], word[place], word[place + 1 :]
        return self._text(
            (start + end, start + letter * 2 + end, start + end[:1] + letter + end[1:])[number % 3 - 1]
        )

    def _prefix(self, number: int) -> Criteria:
        word = self._drawn((self._often, self._sometimes, self._rarely)[number % 3])
        return self._text(word[: self._chance.randint(3, max(3, len(word) - 2))])

    def _facets_only(self, number: int) -> Criteria:
        return Criteria(
            chosen=self._chosen(_CHOSEN_TOGETHER[number % len(_CHOSEN_TOGETHER)]), today=FIRST_DAY
        )

    def _with_distance(self, number: int) -> Criteria:
        return Criteria(
            words=self._drawn(self._often if number % 2 else self._sometimes),
            chosen=self._chosen(_CHOSEN_TOGETHER[number % 4][:2]),
            near=self._town(),
            sort=SortOrder.DISTANCE,
            today=FIRST_DAY,
        )

    def _nothing(self, number: int) -> Criteria:
        """Give a word that nothing has, or choices that nothing fits with a rare word."""
        if number % 2:
            return self._text("".join(self._chance.choices("qxzjvkw", k=9)))
        return Criteria(
            words=self._drawn(self._rarely), chosen=self._chosen((Facet.TYPE, Facet.NEED)), today=FIRST_DAY
        )

    def _chosen(self, facets: Sequence[Facet]) -> dict[Facet, tuple[str, ...]]:
        """Give one or two choices of each facet."""
        return {
            facet: tuple(
                self._chance.sample(
                    self._codes[facet], min(len(self._codes[facet]), self._chance.randint(1, 2))
                )
            )
            for facet in facets
        }

    def _town(self) -> Point:
        return self._chance.choice(self._corpus.towns)


def _is_of_kind(kind: str, found: Found) -> bool:
    if kind == "zero results":
        return found.total == 0
    is_spelt = (found.corrected is not None) == (kind == "typo")
    return found.total > 0 and not found.is_partial and is_spelt
