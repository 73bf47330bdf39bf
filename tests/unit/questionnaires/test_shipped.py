"""The questionnaires of the sample pack."""

from collections.abc import Iterator

import pytest

from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.answers import Fault
from portal.questionnaires.rules.flow import first_incomplete, help_is_due, page_after, urgent_questions, walk
from portal.questionnaires.rules.questions import Keep, Questionnaire
from tests.unit.questionnaires.sheets import DAY

ROBIN = {
    "carer_role": ("parent",),
    "urgent_help": ("no",),
    "child_first_name": ("Robin",),
    "child_last_name": ("Sample",),
    "child_born": ("27", "3", "2019"),
    "home_postcode": ("HR7 4AA",),
    "district": ("bromyard",),
    "support_needs": ("no_diagnosis",),
    "help_wanted": ("activity",),
    "your_name": ("Sam Sample",),
    "contact_method": ("email",),
    "email": ("sam@example.org",),
    "safe_message": ("yes",),
    "spoken_language": ("en",),
    "interpreter": ("no",),
    "agreed_by": ("me",),
    "agreed": ("yes",),
}


@pytest.fixture(scope="module")
def referral(pack: ContentPack) -> Questionnaire:
    """Give the questions of “Ask for a short break”."""
    return pack.of(Questionnaires).named("referral")


def asked_pages(referral: Questionnaire, **changes: tuple[str, ...]) -> Iterator[str]:
    """Give the pages that Robin's parent meets when some answers are different."""
    return (page.id for page in walk(referral, {**ROBIN, **changes}, DAY).pages)


def test_a_whole_request_can_be_sent(referral: Questionnaire) -> None:
    way = walk(referral, ROBIN, DAY)
    assert way.faults == {}
    assert first_incomplete(way) is None


@pytest.mark.parametrize("name", ["referral", "referral-professional", "referral-young-person"])
def test_a_text_message_needs_a_mobile_number(name: str, pack: ContentPack) -> None:
    questionnaire = pack.of(Questionnaires).named(name)
    landline = {**ROBIN, "age": ("17",), "phone": ("01632 960001",)}
    texted = {**landline, "contact_method": ("text",)}
    fault = walk(questionnaire, texted, DAY).faults["phone"]
    assert fault.fault is Fault.NOT_A_MOBILE
    assert "phone" not in walk(questionnaire, {**texted, "phone": ("07700 900982",)}, DAY).faults
    for rung in ({"contact_method": ("phone",)}, {"safe_message": ("no",)}):
        assert "phone" not in walk(questionnaire, {**texted, **rung}, DAY).faults


def test_from_16_the_young_person_is_asked_too(referral: Questionnaire) -> None:
    assert "young-person" not in asked_pages(referral)
    assert "young-person" in asked_pages(referral, child_born=("22", "11", "2010"))


@pytest.mark.parametrize("born", [("22", "11", "2000"), ("1", "1", "1990")])
def test_over_25_is_told_where_else_to_go(referral: Questionnaire, born: tuple[str, ...]) -> None:
    way = walk(referral, {**ROBIN, "child_born": born}, DAY)
    question = referral.question("child_born")
    assert question is not None
    assert "ring us" in question.errors[way.faults["child_born"].fault]


def test_who_acts_for_an_adult_need_not_claim_parental_responsibility(referral: Questionnaire) -> None:
    grown = {**ROBIN, "child_born": ("22", "11", "2004"), "help_wanted": ("not_sure",)}
    grown["agreed_by"] = ("acting",)
    cannot = walk(referral, {**grown, "young_person_agrees": ("cannot_decide",)}, DAY)
    assert first_incomplete(cannot) is None
    agrees = walk(referral, {**grown, "young_person_agrees": ("yes",)}, DAY)
    assert agrees.faults.keys() == {"agreed_by"}


@pytest.mark.parametrize(
    ("question", "answer"), [("agreed_by", "nobody_yet"), ("young_person_agrees", "not_yet")]
)
def test_nothing_is_sent_without_agreement(referral: Questionnaire, question: str, answer: str) -> None:
    way = walk(
        referral,
        {**ROBIN, "child_born": ("1", "1", "2008"), "young_person_agrees": ("yes",), question: (answer,)},
        DAY,
    )
    assert way.faults.keys() == {question}


def test_an_urgent_answer_marks_the_request_and_asks_for_a_number(referral: Questionnaire) -> None:
    way = walk(referral, {**ROBIN, "urgent_help": ("not_safe",)}, DAY)
    assert urgent_questions(way) == ("urgent_help",)
    assert "phone-number" in [page.id for page in way.pages]


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_who_can_only_be_rung_is_asked_for_a_number(referral: Questionnaire, answer: str) -> None:
    assert "phone-number" not in asked_pages(referral)
    way = walk(referral, {**ROBIN, "safe_message": (answer,)}, DAY)
    missing = first_incomplete(way)
    assert way.faults.keys() == {"phone"}
    assert missing is not None
    assert missing.id == "phone-number"


def test_not_being_sure_about_safety_shows_help_and_is_not_urgent(referral: Questionnaire) -> None:
    way = walk(referral, {**ROBIN, "urgent_help": ("not_sure",)}, DAY)
    assert help_is_due(referral, way, page_after(referral, way, "safe").id)  # type: ignore[union-attr]
    assert urgent_questions(way) == ()


def test_safety_comes_first_and_the_agreement_last(referral: Questionnaire) -> None:
    """Somebody in danger meets help before anything else; who may agree is asked when all is known."""
    ways = list(asked_pages(referral))
    assert ways[0] == "safe"
    assert ways[-1] == "agreement"


def test_prefer_not_to_say_stands_alone(referral: Questionnaire) -> None:
    alone = walk(referral, {**ROBIN, "support_needs": ("prefer_not_to_say",)}, DAY)
    assert alone.faults == {}
    both = walk(referral, {**ROBIN, "support_needs": ("autism", "prefer_not_to_say")}, DAY)
    assert {name: error.fault for name, error in both.faults.items()} == {"support_needs": Fault.EXCLUSIVE}


def test_every_question_of_the_survey_can_be_skipped(pack: ContentPack) -> None:
    survey = pack.of(Questionnaires).named("parent-survey")
    assert not any(question.required for question in survey.questions())
    assert first_incomplete(walk(survey, {}, DAY)) is None


def test_nothing_is_kept_of_the_checker(pack: ContentPack) -> None:
    assert pack.of(Questionnaires).named("eligibility").keep is Keep.NONE
