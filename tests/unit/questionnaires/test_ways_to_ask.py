"""The three ways to ask of the sample pack: who is asked what, and what stops the sending."""

import pytest

from portal.infra.content_pack import ContentPack
from portal.offer.content import Tiers
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.answers import Fault
from portal.questionnaires.rules.flow import for_a_second_child, next_for_child, page_asked, stops, walk
from portal.questionnaires.rules.questions import Page, Questionnaire
from tests.unit.questionnaires.sheets import DAY
from tests.unit.questionnaires.test_shipped import ROBIN, asked_pages


@pytest.fixture(scope="module")
def referral(pack: ContentPack) -> Questionnaire:
    """Give the questions of “Ask for a short break” for parents and carers."""
    return pack.of(Questionnaires).named("referral")


FOSTERING = {
    "carer_role": ("foster_carer",),
    "social_worker_name": ("Jo Sample",),
    "agreed_by": ("carer",),
}


@pytest.mark.parametrize("knows", ["no", "not_sure"])
def test_a_foster_carer_is_told_whom_to_tell_first_and_can_send_all_the_same(
    referral: Questionnaire, knows: str
) -> None:
    entries = {**ROBIN, **FOSTERING, "social_worker_knows": (knows,)}
    way = walk(referral, entries, DAY)
    asked = [page.id for page in way.pages]
    assert "tell-social-worker" in asked
    assert "about-you" not in asked
    assert way.faults == {}
    assert "tell-social-worker" not in asked_pages(referral, **FOSTERING, social_worker_knows=("yes",))


@pytest.mark.parametrize(
    ("role", "is_asked"),
    [("parent", False), ("kinship_carer", True), ("special_guardian", True), ("other", True)],
)
def test_who_is_no_parent_is_asked_for_parental_responsibility(
    referral: Questionnaire, role: str, is_asked: bool
) -> None:
    assert ("about-you" in asked_pages(referral, carer_role=(role,))) is is_asked
    assert "social-worker" not in asked_pages(referral, carer_role=(role,))


def test_who_fosters_is_not_offered_to_agree_as_a_parent(referral: Questionnaire) -> None:
    way = walk(referral, {**ROBIN, **FOSTERING, "social_worker_knows": ("yes",), "agreed_by": ("me",)}, DAY)
    assert {name: error.fault for name, error in way.faults.items()} == {"agreed_by": Fault.REQUIRED}


def _help_page(referral: Questionnaire, born: tuple[str, ...]) -> Page:
    way = walk(referral, {**ROBIN, "child_born": born, "help_wanted": ("allowance", "life_skills")}, DAY)
    page = page_asked(way, "what-would-help")
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("born", "beyond"),
    [
        (("23", "11", "2008"), []),
        (("22", "11", "2008"), [17]),
        (("22", "11", "2007"), [18, 17]),
    ],
)
def test_what_ends_at_an_age_says_so_and_what_there_is_instead(
    referral: Questionnaire, born: tuple[str, ...], beyond: list[int], pack: ContentPack
) -> None:
    page = _help_page(referral, born)
    assert [one.oldest for one in page.beyond] == beyond
    assert all(one.instead for one in page.beyond)
    ages = {one.code: one.max_age for one in pack.of(Tiers).programmes}
    assert {one.oldest for one in page.beyond} <= set(ages.values())


def test_what_was_chosen_while_it_was_offered_is_not_sent_beyond_its_age(referral: Questionnaire) -> None:
    entries = {**ROBIN, "young_person_agrees": ("yes",), "help_wanted": ("allowance", "life_skills")}
    young = walk(referral, entries, DAY)
    older = walk(referral, {**entries, "child_born": ("1", "1", "2005")}, DAY)
    assert young.answers["help_wanted"] == ("life_skills", "allowance")
    assert older.answers["help_wanted"] == ("life_skills",)
    assert older.faults == {}


def test_no_preference_is_what_is_left_out(referral: Questionnaire) -> None:
    way = walk(referral, ROBIN, DAY)
    assert way.answers["worker_gender"] == "no_preference"
    assert way.answers["food"] == ("no_preference",)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("lo-cedar", "LO-CEDAR"), (" LO CEDAR ", "LO-CEDAR"), ("locedar", "LO-CEDAR"), ("", None)],
)
def test_a_champions_code_is_read_however_it_is_typed(
    referral: Questionnaire, typed: str, code: str | None
) -> None:
    way = walk(referral, {**ROBIN, "heard_from": ("champion",), "champion_code": (typed,)}, DAY)
    assert way.answers.get("champion_code") == code
    assert way.faults == {}


def test_a_code_that_nobody_gave_out_is_refused_and_may_be_left_out(referral: Questionnaire) -> None:
    way = walk(referral, {**ROBIN, "heard_from": ("champion",), "champion_code": ("LO-OTHER",)}, DAY)
    assert way.faults["champion_code"].fault is Fault.NOT_A_KNOWN_CODE


def test_a_second_child_starts_with_the_family_and_nothing_of_the_first(referral: Questionnaire) -> None:
    kept = for_a_second_child(referral, {**ROBIN, "goal_1": ("Chips",), "gone": ("x",)})
    assert kept.keys() == {
        *("home_postcode", "district", "your_name", "contact_method", "email", "safe_message"),
        *("spoken_language", "interpreter"),
    }
    way = walk(referral, kept, DAY)
    page = next_for_child(referral, way, "")
    assert page is not None
    assert page.id == "safe"
    ways: list[str] = []
    while page is not None:
        ways.append(page.id)
        page = next_for_child(referral, way, page.id)
    assert {"home", "your-name", "contact", "language"}.isdisjoint(ways)
    assert {"child-name", "child-born", "needs", "goals", "agreement"} <= set(ways)


@pytest.fixture(scope="module")
def of_young_people(pack: ContentPack) -> Questionnaire:
    """Give the questions for young people."""
    return pack.of(Questionnaires).named("referral-young-person")


def test_who_is_under_16_is_asked_little_and_for_an_adult_they_trust(of_young_people: Questionnaire) -> None:
    younger = [page.id for page in walk(of_young_people, {"age": ("14",)}, DAY).pages]
    older = [page.id for page in walk(of_young_people, {"age": ("17",)}, DAY).pages]
    assert {"trusted-adult", "phone-number"} <= set(younger)
    assert {"child-born", "home", "needs", "contact"}.isdisjoint(younger)
    assert "trusted-adult" not in older
    assert {"child-born", "needs", "goals", "contact"} <= set(older)


def test_a_young_person_is_asked_for_nobody_elses_name(of_young_people: Questionnaire) -> None:
    required = {question.id for question in of_young_people.questions() if question.required}
    assert {"your_name", "agreed_name", "trusted_adult_name"}.isdisjoint(required)


@pytest.fixture(scope="module")
def of_professionals(pack: ContentPack) -> Questionnaire:
    """Give the questions for people who work with a family."""
    return pack.of(Questionnaires).named("referral-professional")


@pytest.mark.parametrize(
    ("agreed_by", "born", "asked"),
    [
        ("parent", ("1", "1", "2016"), None),
        ("parent", ("22", "11", "2010"), "young-person"),
        ("parent", ("1", "1", "2005"), "young-person"),
        ("young_person", ("22", "11", "2010"), None),
        ("young_person", ("23", "11", "2010"), "parent-agrees"),
    ],
)
def test_who_else_must_agree_follows_from_the_age(
    of_professionals: Questionnaire, agreed_by: str, born: tuple[str, ...], asked: str | None
) -> None:
    way = walk(of_professionals, {"agreed_by": (agreed_by,), "child_born": born}, DAY)
    assert [page.id for page in way.pages if page.id in {"young-person", "parent-agrees"}] == (
        [asked] if asked else []
    )


def test_not_yet_agreed_stops_the_sending_and_says_what_to_do(of_professionals: Questionnaire) -> None:
    way = walk(of_professionals, {"agreed_by": ("nobody_yet",)}, DAY)
    page = page_asked(way, "agreement")
    assert page is not None
    assert stops(page, way)
    assert page.stopped
    assert not stops(page, walk(of_professionals, {"agreed_by": ("parent",)}, DAY))


def test_no_agreement_is_dated_in_the_future(of_professionals: Questionnaire) -> None:
    way = walk(of_professionals, {"agreed_on": ("23", "11", "2026")}, DAY)
    assert way.faults["agreed_on"].fault is Fault.IN_THE_FUTURE
    assert "agreed_on" not in walk(of_professionals, {"agreed_on": ("22", "11", "2026")}, DAY).faults
