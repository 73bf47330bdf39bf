"""Which things fit what was typed, compared by stems: own words first, then words that mean the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Stems = tuple[str, ...]
# Where a term stands: it is a whole phrase, it is part of the label, it is part of another phrase.
_OWN = (6, 4, 3)
# The same for words that only mean the same as what was typed.
_OTHER = (2, 2, 1)
# All that was typed, side by side in one phrase, is more than each word somewhere.
_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was typed, with other words for it."""

    own: Stems
    others: tuple[Stems, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found by its labels and other phrases; `place` is where it stands in its list."""

    place: int
    labels: tuple[Stems, ...]
    phrases: tuple[Stems, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits: how many of the terms, and how well."""

    place: int
    terms: int
    score: int


def ranked(entries: Iterable[Entry], terms: Sequence[Term]) -> tuple[Hit, ...]:
    """Give the entries that fit most of what was typed, the best first; weak ones beside a good one are left out."""
    hits = [hit for entry in entries if (hit := _hit(entry, terms)).terms]
    if not hits:
        return ()
    most = max(hit.terms for hit in hits)
    full = sorted((hit for hit in hits if hit.terms == most), key=lambda hit: (-hit.score, hit.place))
    return tuple(hit for hit in full if 2 * hit.score >= full[0].score)


def _hit(entry: Entry, terms: Sequence[Term]) -> Hit:
    scores = [_score(entry, term) for term in terms]
    typed = tuple(stem for term in terms for stem in term.own)
    together = _TOGETHER if len(terms) > 1 and _stands_in(typed, (*entry.labels, *entry.phrases)) else 0
    return Hit(entry.place, sum(score > 0 for score in scores), sum(scores) + together)


def _score(entry: Entry, term: Term) -> int:
    own = _fit(entry, term.own, _OWN)
    return max((own, *(_fit(entry, other, _OTHER) for other in term.others)))


def _fit(entry: Entry, stems: Stems, scores: tuple[int, int, int]) -> int:
    whole, in_label, in_phrase = scores
    if stems in entry.labels or stems in entry.phrases:
        return whole
    if _stands_in(stems, entry.labels):
        return in_label
    return in_phrase if _stands_in(stems, entry.phrases) else 0


def _stands_in(stems: Stems, phrases: Iterable[Stems]) -> bool:
    return any(
        phrase[start : start + len(stems)] == stems
        for phrase in phrases
        for start in range(len(phrase) - len(stems) + 1)
    )
