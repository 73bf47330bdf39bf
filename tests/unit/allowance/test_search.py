"""Families find a rule by the words that they use."""

from collections.abc import Iterator
from datetime import date

import pytest

from portal.activities.content import load_synonyms, meanings
from portal.activities.search.wordbook import Wordbook
from portal.allowance.content import load
from portal.allowance.rules.allowed import Allowed, Answered, YearRules
from portal.allowance.rules.matching import Entry, Term, ranked
from portal.allowance.rules.years import FinancialYear
from portal.allowance.search import Finder
from portal.infra.i18n import speaking
from portal.settings import PROJECT
from portal.taxonomy.content import load as load_taxonomy

CONTENT = PROJECT / "content"
THIS = FinancialYear(2026)


@pytest.fixture(scope="module")
def finder() -> Finder:
    """Give a finder with the words of the sample pack."""
    taxonomy = load_taxonomy(CONTENT)
    return Finder(Wordbook(load_synonyms(CONTENT, taxonomy), meanings(taxonomy)))


@pytest.fixture(scope="module")
def year() -> YearRules:
    """Give the rules of 2026 to 2027."""
    return load(CONTENT).years[THIS]


@pytest.fixture
def in_polish() -> Iterator[None]:
    """Search as a reader of Polish."""
    with speaking("pl"):
        yield


def told(number: int, question: str) -> Answered:
    """Give an answer of the council."""
    return Answered(number, THIS, question, Allowed.YES, "Fun.", "", date(2026, 11, 2))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("trampaline", "trampoline_park"),
        ("Netflix", "streaming"),
        ("NETFLIX!", "streaming"),
        ("swimming lessons", "swimming"),
        ("swiminng", "swimming"),
        ("petrol", "petrol"),
        ("kino", "cinema"),
        ("basen", "swimming"),
        ("the pictures", "cinema"),
        ("can I buy football boots for my son", "club_kit"),
        ("holiday", "family_holiday"),
        ("holiday club", "holiday_club"),
        ("zoo tickets", "day_out"),
        ("ipad", "tablet"),
        ("xbox", "console"),
        ("cash", "cash"),
        ("my mum", "pay_relative"),
        ("art club", "art_craft"),
        ("paddling pool", "garden_trampoline"),
        ("night sitter", "sitter"),
    ],
)
def test_the_rule_that_is_meant_comes_first(finder: Finder, year: YearRules, typed: str, first: str) -> None:
    found = finder.find(typed, year, ())
    assert [rule.code for rule in found.rules][:1] == [first]


def test_a_trampoline_in_a_park_and_one_in_the_garden_are_both_found(finder: Finder, year: YearRules) -> None:
    found = finder.find("trampoline", year, ())
    assert [(rule.code, rule.allowed.value) for rule in found.rules] == [
        ("trampoline_park", "yes"),
        ("garden_trampoline", "no"),
    ]


def test_another_word_than_was_typed_is_told(finder: Finder, year: YearRules) -> None:
    assert finder.find("trampaline", year, ()).instead == "trampolining"
    assert finder.find("trampoline", year, ()).instead == ""


@pytest.mark.parametrize("typed", ["drone", "the", "?", "🙂", "qwertzuiop", "a" * 5000, "x " * 3000])
def test_what_no_rule_knows_finds_nothing(finder: Finder, year: YearRules, typed: str) -> None:
    found = finder.find(typed, year, ())
    assert not found.rules
    assert not found.answers


def test_answers_of_the_council_are_found_too(finder: Finder, year: YearRules) -> None:
    answers = (told(1, "Can I buy a drone?"), told(2, "Can I pay for a petrol lawn mower?"))
    assert [one.id for one in finder.find("drones", year, answers).answers] == [1]
    assert [one.id for one in finder.find("dronne", year, answers).answers] == [1]
    assert [one.id for one in finder.find("petrol", year, answers).answers] == [2]


@pytest.mark.usefixtures("in_polish")
def test_a_label_is_found_in_the_language_of_the_reader(finder: Finder, year: YearRules) -> None:
    assert [rule.code for rule in finder.find("kino", year, ()).rules][:1] == ["cinema"]
    assert [rule.code for rule in finder.find("Netflix", year, ()).rules] == ["streaming"]


def test_what_fits_more_comes_first_and_what_fits_less_is_left_out() -> None:
    entries = [
        Entry(0, (("zoo",),)),
        Entry(1, (("ticket", "friend"),)),
        Entry(2, (("day",),), (("zoo", "ticket"),)),
    ]
    hits = ranked(entries, [Term(("zoo",)), Term(("ticket",))])
    assert [hit.place for hit in hits] == [2]
    assert [hit.place for hit in ranked(entries, [Term(("zoo",))])] == [0, 2]
    assert not ranked(entries, [Term(("horse",))])
    assert not ranked(entries, [])


def test_a_word_that_means_the_same_counts_less_than_the_word_itself() -> None:
    entries = [Entry(0, (("film",),)), Entry(1, (("cinema",),))]
    term = Term(("cinema",), (("film",), ("cinema",)))
    assert [hit.place for hit in ranked(entries, [term])] == [1]
