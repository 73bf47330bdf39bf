"""Which activities fit what a family asked for, and why: what is not known is never a yes and never a no."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.activities.rules.facets import ActivityFacts
from portal.activities.rules.listing import PlacesState
from portal.core.places import Point, miles_between
from portal.core.tiers import OfferTier


class Criterion(StrEnum):
    """What an activity is looked at for, in the order in which reasons are told."""

    CHOSEN = "chosen"
    PROGRAMME = "programme"
    AGE = "age"
    NEED = "need"
    ACCESS = "access"
    DISTANCE = "distance"
    TRAVEL = "travel"
    TIME = "time"
    LIKES = "likes"
    PLACES = "places"
    WORKER = "worker"
    FAITH = "faith"
    FOOD = "food"
    LANGUAGE = "language"
    COMMUNICATION = "communication"
    TIER = "tier"


class Verdict(StrEnum):
    """What one thing says: for it, partly, against it, or nothing, because nobody knows."""

    FITS = "fits"
    PARTLY = "partly"
    AGAINST = "against"
    UNKNOWN = "unknown"


# Twice the weight, so that a half stays a whole number.
_COUNTS: Mapping[Verdict, int] = {Verdict.FITS: 2, Verdict.PARTLY: 1, Verdict.AGAINST: -2, Verdict.UNKNOWN: 0}
_ACCESS: Mapping[str, Verdict] = {
    "yes": Verdict.FITS,
    "partly": Verdict.PARTLY,
    "no": Verdict.AGAINST,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was looked at; `codes` are what it is about, `miles` how far it is."""

    criterion: Criterion
    verdict: Verdict
    codes: tuple[str, ...] = ()
    miles: float | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts; up to `near_miles` is near, beyond `far_miles` is far."""

    of: Mapping[Criterion, int]
    near_miles: int
    far_miles: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a family asked for; an empty set or None means that it said nothing, so nothing is weighed.

    `features` holds, for each thing that matters, the access features of which every one is wanted; `any_of` groups
    of which one is enough; `to_ask` what matters and no listing says, so that somebody has to ask.
    """

    age: int | None = None
    home: Point | None = None
    needs: frozenset[str] = frozenset()
    likes: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    language: str | None = None
    chosen: str = ""
    programmes: frozenset[str] = frozenset()
    features: Mapping[Criterion, frozenset[str]] = field(default_factory=dict)
    any_of: tuple[tuple[Criterion, frozenset[str]], ...] = ()
    to_ask: frozenset[Criterion] = frozenset()
    has_assessment: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """How well an activity fits, with every reason; `score` is the sum of what is known."""

    score: int
    reasons: tuple[Reason, ...]

    def of(self, *verdicts: Verdict) -> tuple[Reason, ...]:
        """Give the reasons with one of these verdicts."""
        return tuple(reason for reason in self.reasons if reason.verdict in verdicts)

    @property
    def is_ruled_out(self) -> bool:
        """Tell whether it is known not to be for this age, which no other reason makes good."""
        return Reason(Criterion.AGE, Verdict.AGAINST) in self.reasons


def match(
    facts: ActivityFacts, wanted: Wanted, weights: Weights, *, slug: str = "", programme: str | None = None
) -> Match:
    """Weigh one activity against what a family asked for."""
    reasons = (*_about_itself(facts, wanted, slug, programme), *_about_family(facts, wanted, weights))
    order = list(Criterion)
    reasons = tuple(sorted(reasons, key=lambda reason: order.index(reason.criterion)))
    return Match(_score(reasons, weights), reasons)


def _score(reasons: tuple[Reason, ...], weights: Weights) -> int:
    """Add up; several features of one thing share its weight, so that three kinds of food count as one."""
    groups: dict[Criterion, list[int]] = {}
    for reason in reasons:
        groups.setdefault(reason.criterion, []).append(_COUNTS[reason.verdict])
    # In sixtieths, so that thirds and quarters stay whole numbers.
    return sum(weights.of.get(one, 0) * 60 * sum(counts) // len(counts) for one, counts in groups.items())


def _about_itself(facts: ActivityFacts, wanted: Wanted, slug: str, programme: str | None) -> Iterator[Reason]:
    if wanted.chosen and wanted.chosen == slug:
        yield Reason(Criterion.CHOSEN, Verdict.FITS)
    if wanted.programmes and programme in wanted.programmes:
        yield Reason(Criterion.PROGRAMME, Verdict.FITS, (str(programme),))
    if facts.tier is OfferTier.SPECIALIST and not wanted.has_assessment:
        yield Reason(Criterion.TIER, Verdict.AGAINST)
    if facts.places is None:
        yield Reason(Criterion.PLACES, Verdict.UNKNOWN)
    else:
        yield Reason(Criterion.PLACES, _PLACES[facts.places], (facts.places,))


_PLACES: Mapping[str, Verdict] = {
    PlacesState.NOW: Verdict.FITS,
    PlacesState.WAITING_LIST: Verdict.PARTLY,
    PlacesState.FULL: Verdict.AGAINST,
}


def _about_family(facts: ActivityFacts, wanted: Wanted, weights: Weights) -> Iterator[Reason]:
    if wanted.age is not None:
        known = facts.ages.is_known
        yield Reason(Criterion.AGE, _verdict(facts.ages.includes(wanted.age)) if known else Verdict.UNKNOWN)
    # A list of whom it suits never says whom it does not suit.
    for need in sorted(wanted.needs):
        yield Reason(Criterion.NEED, Verdict.FITS if need in facts.needs else Verdict.UNKNOWN, (need,))
    if wanted.home is not None:
        yield _distance(facts, wanted.home, weights)
    if wanted.times:
        yield _times(facts, wanted.times)
    if wanted.likes:
        yield _shared(Criterion.LIKES, wanted.likes, facts.types)
    if wanted.language is not None:
        yield _shared(Criterion.LANGUAGE, frozenset({wanted.language}), facts.languages)
    for criterion, features in wanted.features.items():
        for feature in sorted(features):
            answer = facts.access.get(feature, "")
            yield Reason(criterion, _ACCESS.get(answer, Verdict.UNKNOWN), (feature,))
    for criterion, features in wanted.any_of:
        yield _one_of(criterion, features, facts.access)
    for criterion in wanted.to_ask:
        yield Reason(criterion, Verdict.UNKNOWN)


def _distance(facts: ActivityFacts, home: Point, weights: Weights) -> Reason:
    if facts.travels_to_you:
        return Reason(Criterion.DISTANCE, Verdict.FITS, (str(facts.delivery),))
    if facts.point is None:
        return Reason(Criterion.DISTANCE, Verdict.UNKNOWN)
    miles = miles_between(home, facts.point)
    if miles <= weights.near_miles:
        verdict = Verdict.FITS
    else:
        verdict = Verdict.PARTLY if miles <= weights.far_miles else Verdict.AGAINST
    return Reason(Criterion.DISTANCE, verdict, miles=miles)


def _times(facts: ActivityFacts, wanted: frozenset[str]) -> Reason:
    """A time may be one of the day or one of the year, so it is a no only when both are stated."""
    stated = facts.times | facts.seasons if facts.times and facts.seasons else facts.times & wanted
    return _shared(Criterion.TIME, wanted, stated | (facts.seasons & wanted))


def _shared(criterion: Criterion, wanted: frozenset[str], stated: frozenset[str]) -> Reason:
    both = tuple(sorted(wanted & stated))
    if both:
        return Reason(criterion, Verdict.FITS, both)
    return Reason(criterion, Verdict.AGAINST if stated else Verdict.UNKNOWN, tuple(sorted(wanted)))


def _one_of(criterion: Criterion, features: frozenset[str], access: Mapping[str, str]) -> Reason:
    """One of these features is enough; it is a no only when every one is known to be missing."""
    verdicts = {feature: _ACCESS.get(access.get(feature, ""), Verdict.UNKNOWN) for feature in features}
    for verdict in (Verdict.FITS, Verdict.PARTLY, Verdict.UNKNOWN):
        if codes := tuple(sorted(feature for feature, held in verdicts.items() if held is verdict)):
            return Reason(criterion, verdict, codes)
    return Reason(criterion, Verdict.AGAINST, tuple(sorted(features)))


def _verdict(is_so: bool) -> Verdict:
    return Verdict.FITS if is_so else Verdict.AGAINST
