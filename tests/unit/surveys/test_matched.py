"""Parents and young people are compared by one list of codes."""

import pytest

from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.surveys.rules.counting import PARENT_SURVEY, PROVIDER_VIEWS, SURVEYS, YOUNG_PEOPLE_SURVEY
from portal.surveys.rules.lasting import minutes_for
from portal.surveys.rules.matched import MATCHED, Matched, matched


def test_the_rating_of_parents_is_folded_into_the_three_faces() -> None:
    rating = matched("rating")
    assert rating is not None
    counts = {"very_good": 4, "good": 3, "neither": 2, "poor": 1, "very_poor": 1, "not_used": 5, "gone": 9}
    assert rating.folded(counts) == {"good": 7, "ok": 2, "not_good": 2, "dont_know": 5}


def test_a_question_of_one_survey_only_is_not_compared() -> None:
    assert matched("barriers") is None


@pytest.mark.parametrize("one", MATCHED, ids=lambda one: one.question)
def test_every_answer_of_both_surveys_has_its_match(one: Matched, pack: ContentPack) -> None:
    for survey in (PARENT_SURVEY, YOUNG_PEOPLE_SURVEY):
        question = pack.of(Questionnaires).named(survey).question(one.question)
        assert question is not None
        found = {one.code_of(option.code) for option in question.options}
        assert found == set(one.codes), survey


@pytest.mark.parametrize("survey", SURVEYS.values())
def test_every_survey_can_be_skipped_from_end_to_end_and_is_short(survey: str, pack: ContentPack) -> None:
    questionnaire = pack.of(Questionnaires).named(survey)
    assert not [question.id for question in questionnaire.questions() if question.required]
    assert 2 <= minutes_for(questionnaire) <= 10


def test_providers_are_asked_the_six_views_of_2021_in_their_order(pack: ContentPack) -> None:
    views = pack.of(Questionnaires).named("provider-survey").question("views")
    assert views is not None
    assert tuple(option.code for option in views.options)[: len(PROVIDER_VIEWS)] == PROVIDER_VIEWS
