"""From what a family asked for to the activities that fit, best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal.activities.queries import matching_ids
from portal.activities.queries.candidates import Candidate, candidates
from portal.activities.rules.criteria import LONGEST_QUERY, Criteria, SortOrder
from portal.activities.rules.facets import Delivery, Facet
from portal.core.ages import AgeRange, age_on
from portal.core.places import Point
from portal.places.rules import Places, folded_name
from portal.referrals.content.matching import Matching
from portal.referrals.rules.matching import Criterion, Match, Wanted, match

_MOST_BY_NAME = 5

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """An activity and how well it fits."""

    candidate: Candidate
    match: Match


def wanted_of(
    answers: Answers, matching: Matching, places: Places, today: date, *, has_assessment: bool
) -> Wanted:
    """Give what counts for a choice of what a family said; `chosen` holds the name of an activity as it was typed."""
    asked = matching.questions
    features: dict[Criterion, frozenset[str]] = {}
    any_of: list[tuple[Criterion, frozenset[str]]] = []
    to_ask: set[Criterion] = set()
    programmes: set[str] = set()
    for meaning in matching.meanings:
        if meaning.answer not in _codes(answers, meaning.question):
            continue
        programmes.update(meaning.programmes)
        if meaning.all_of:
            features[meaning.about] = features.get(meaning.about, frozenset()) | set(meaning.all_of)
        if meaning.any_of:
            any_of.append((meaning.about, frozenset(meaning.any_of)))
        if not (meaning.all_of or meaning.any_of or meaning.programmes):
            to_ask.add(meaning.about)
    language = str(answers.get(asked.language or "") or "")
    return Wanted(
        age=_age(answers, matching, today),
        home=_home(answers, matching, places),
        needs=_said(answers, asked.needs, matching),
        likes=_said(answers, asked.likes, matching),
        times=_said(answers, asked.times, matching),
        language=language if language and language not in matching.say_nothing else None,
        chosen=str(answers.get(asked.activity or "") or "").strip(),
        programmes=frozenset(programmes),
        features=features,
        any_of=tuple(any_of),
        to_ask=frozenset(to_ask),
        has_assessment=has_assessment,
    )


def matches(
    session: Session, wanted: Wanted, matching: Matching, bands: Mapping[str, AgeRange], *, now: datetime
) -> tuple[Weighed, ...]:
    """Give the activities that are not known to be for another age, best first; the nearer of two equals first."""
    found = candidates(session, _looked_at(session, wanted, matching, bands, now))
    chosen = next((one.slug for one in found if _is_named(one, wanted.chosen)), "")
    asked = replace(wanted, chosen=chosen)
    weighed = [
        Weighed(one, match(one.facts, asked, matching.weights, slug=one.slug, programme=one.programme))
        for one in found
    ]
    fitting = [one for one in weighed if not one.match.is_ruled_out]
    # The sort keeps the order of what is equal, which is that of the distance.
    return tuple(sorted(fitting, key=lambda one: -one.match.score))


def _looked_at(
    session: Session,
    wanted: Wanted,
    matching: Matching,
    bands: Mapping[str, AgeRange],
    now: datetime,
) -> Sequence[int]:
    """Give the nearest activities for the age, what comes home or is online, and the one that was named."""
    most = matching.most_looked_at
    age = wanted.age
    band = None if age is None else next((code for code, ages in bands.items() if ages.includes(age)), None)
    by_age: dict[Facet, tuple[str, ...]] = {} if band is None else {Facet.AGE: (band,)}
    sort = SortOrder.FIT if wanted.home is None else SortOrder.DISTANCE
    near = Criteria(chosen=by_age, near=wanted.home, with_unknown=True, sort=sort)
    at_home = Criteria(
        chosen={**by_age, Facet.DELIVERY: (Delivery.ONLINE, Delivery.AT_HOME)}, with_unknown=False
    )
    ids = [
        *matching_ids(session, near, now=now, most=most),
        *matching_ids(session, at_home, now=now, most=most),
    ]
    if wanted.chosen:
        named = Criteria(words=wanted.chosen[:LONGEST_QUERY])
        ids.extend(matching_ids(session, named, now=now, most=_MOST_BY_NAME))
    return tuple(dict.fromkeys(ids))


def _is_named(one: Candidate, typed: str) -> bool:
    return bool(typed) and folded_name(one.name) == folded_name(typed)


def _age(answers: Answers, matching: Matching, today: date) -> int | None:
    born = answers.get(matching.questions.born or "")
    if born:
        return age_on(date.fromisoformat(str(born)), today)
    said = answers.get(matching.questions.age or "")
    return said if isinstance(said, int) else None


def _home(answers: Answers, matching: Matching, places: Places) -> Point | None:
    """Give where the family lives; the middle of its district when no postcode was said or it is not known."""
    typed = answers.get(matching.questions.postcode or "")
    located = places.locate(str(typed)) if typed else None
    if located is not None:
        return located.point
    district = places.district(str(answers.get(matching.questions.district or "") or ""))
    return district.centre if district else None


def _said(answers: Answers, question: str | None, matching: Matching) -> frozenset[str]:
    return frozenset(_codes(answers, question or "")) - matching.say_nothing


def _codes(answers: Answers, question: str) -> Iterable[str]:
    """Give the chosen codes of an answer, of one choice or of several."""
    answer = answers.get(question)
    if isinstance(answer, list | tuple):
        return tuple(map(str, answer))
    return (str(answer),) if answer else ()
