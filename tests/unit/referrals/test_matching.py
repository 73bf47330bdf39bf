"""Weighing activities: what is not known is never a yes and never a no."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.rules.facets import ActivityFacts
from portal.core.ages import AgeRange
from portal.core.places import Point
from portal.core.tiers import OfferTier
from portal.referrals.rules.matching import Criterion, Match, Reason, Verdict, Wanted, Weights, match

WEIGHTS = Weights(dict.fromkeys(Criterion, 3), near_miles=5, far_miles=15)
HOME = Point(350_000, 250_000)
MILE = 1_609
HALAL, WOMAN = "halal", "female_worker_available"


def _facts(**known: object) -> ActivityFacts:
    return ActivityFacts(**{"activity_id": 1, "tier": OfferTier.TARGETED, **known})


def _match(facts: ActivityFacts, wanted: Wanted, programme: str | None = None) -> Match:
    return match(facts, wanted, WEIGHTS, slug="riding", programme=programme)


def _verdict(facts: ActivityFacts, wanted: Wanted, criterion: Criterion) -> Verdict:
    [reason] = [one for one in _match(facts, wanted).reasons if one.criterion is criterion]
    return reason.verdict


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({HALAL: "yes"}, Verdict.FITS),
        ({HALAL: "partly"}, Verdict.PARTLY),
        ({HALAL: "no"}, Verdict.AGAINST),
        ({HALAL: "ask"}, Verdict.UNKNOWN),
        ({HALAL: "not_known"}, Verdict.UNKNOWN),
        ({}, Verdict.UNKNOWN),
    ],
)
def test_an_access_answer_is_taken_as_it_is(answers: Mapping[str, str], verdict: Verdict) -> None:
    wanted = Wanted(features={Criterion.FOOD: frozenset({HALAL})})
    assert _verdict(_facts(access=answers), wanted, Criterion.FOOD) is verdict


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"bus": "yes", "train": "no"}, Verdict.FITS),
        ({"bus": "no", "train": "partly"}, Verdict.PARTLY),
        ({"bus": "no"}, Verdict.UNKNOWN),
        ({"bus": "no", "train": "no"}, Verdict.AGAINST),
    ],
)
def test_of_several_features_one_is_enough_where_content_says_so(
    answers: Mapping[str, str], verdict: Verdict
) -> None:
    wanted = Wanted(any_of=((Criterion.TRAVEL, frozenset({"bus", "train"})),))
    assert _verdict(_facts(access=answers), wanted, Criterion.TRAVEL) is verdict


@pytest.mark.parametrize(
    ("point", "delivery", "verdict"),
    [
        (Point(HOME.easting + 5 * MILE, HOME.northing), None, Verdict.FITS),
        (Point(HOME.easting + 6 * MILE, HOME.northing), None, Verdict.PARTLY),
        (Point(HOME.easting + 16 * MILE, HOME.northing), None, Verdict.AGAINST),
        (None, None, Verdict.UNKNOWN),
        (None, "online", Verdict.FITS),
        (Point(HOME.easting + 90 * MILE, HOME.northing), "at_home", Verdict.FITS),
    ],
)
def test_distance(point: Point | None, delivery: str | None, verdict: Verdict) -> None:
    facts = _facts(point=point, delivery=delivery)
    assert _verdict(facts, Wanted(home=HOME), Criterion.DISTANCE) is verdict


@pytest.mark.parametrize(
    ("times", "seasons", "verdict"),
    [
        ({"saturday"}, set(), Verdict.FITS),
        (set(), {"half_term"}, Verdict.FITS),
        ({"evening"}, {"term_time"}, Verdict.AGAINST),
        ({"evening"}, set(), Verdict.UNKNOWN),
        (set(), {"term_time"}, Verdict.UNKNOWN),
        (set(), set(), Verdict.UNKNOWN),
    ],
)
def test_times_are_a_no_only_when_all_of_them_are_stated(
    times: set[str], seasons: set[str], verdict: Verdict
) -> None:
    wanted = Wanted(times=frozenset({"saturday", "half_term"}))
    facts = _facts(times=frozenset(times), seasons=frozenset(seasons))
    assert _verdict(facts, wanted, Criterion.TIME) is verdict


def test_an_age_that_is_known_not_to_fit_rules_out_and_an_unknown_one_does_not() -> None:
    wanted = Wanted(age=10)
    assert _match(_facts(ages=AgeRange(12, 18)), wanted).is_ruled_out
    assert not _match(_facts(), wanted).is_ruled_out
    assert not _match(_facts(ages=AgeRange(None, 10)), wanted).is_ruled_out
    assert not _match(_facts(ages=AgeRange(12, 18)), Wanted()).is_ruled_out


def test_a_list_of_whom_it_suits_never_says_whom_it_does_not_suit() -> None:
    found = _match(_facts(needs=frozenset({"autism"})), Wanted(needs=frozenset({"autism", "hearing"})))
    assert Reason(Criterion.NEED, Verdict.FITS, ("autism",)) in found.reasons
    assert Reason(Criterion.NEED, Verdict.UNKNOWN, ("hearing",)) in found.reasons


def test_what_no_listing_says_has_to_be_asked() -> None:
    assert _verdict(_facts(), Wanted(to_ask=frozenset({Criterion.FAITH})), Criterion.FAITH) is Verdict.UNKNOWN


def test_the_activity_and_the_programme_that_were_asked_for_count() -> None:
    plain = _match(_facts(), Wanted()).score
    assert _match(_facts(), Wanted(chosen="riding")).score > plain
    assert _match(_facts(), Wanted(chosen="other")).score == plain
    assert _match(_facts(), Wanted(programmes=frozenset({"skills"})), "skills").score > plain
    assert _match(_facts(), Wanted(programmes=frozenset({"skills"})), None).score == plain


def test_a_specialist_activity_counts_against_before_an_assessment() -> None:
    special = _facts(tier=OfferTier.SPECIALIST)
    assert _verdict(special, Wanted(), Criterion.TIER) is Verdict.AGAINST
    assert _match(special, Wanted(has_assessment=True)).score > _match(special, Wanted()).score


ANSWERS = st.sampled_from(["yes", "partly", "no", "ask", "not_known", ""])
FEATURES = ("halal", "vegetarian", "lift", "bus", "train")
WANTED = st.builds(
    Wanted,
    features=st.dictionaries(
        st.sampled_from([Criterion.FOOD, Criterion.ACCESS]),
        st.frozensets(st.sampled_from(FEATURES), min_size=1),
    ),
    any_of=st.lists(
        st.tuples(st.just(Criterion.TRAVEL), st.frozensets(st.sampled_from(FEATURES), min_size=1)), max_size=3
    ).map(tuple),
)


@given(WANTED, st.fixed_dictionaries(dict.fromkeys(FEATURES, ANSWERS)), st.sampled_from(FEATURES))
def test_knowing_more_moves_the_score_the_right_way(
    wanted: Wanted, answers: dict[str, str], feature: str
) -> None:
    scores = [
        _match(_facts(access={**answers, feature: answer}), wanted).score
        for answer in ("no", "not_known", "partly", "yes")
    ]
    assert scores == sorted(scores)
    assert scores[1] == _match(_facts(access={**answers, feature: "ask"}), wanted).score


@given(WANTED)
def test_nothing_known_is_worth_nothing(wanted: Wanted) -> None:
    found = _match(_facts(), wanted)
    assert found.score == 0
    assert not found.of(Verdict.FITS, Verdict.PARTLY, Verdict.AGAINST)
