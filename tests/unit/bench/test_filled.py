import random

import pytest

from bench.requesting.answers import filled
from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.flow import walk
from tests.unit.questionnaires.sheets import DAY


@pytest.mark.parametrize(
    "name", ["referral", "referral-professional", "referral-young-person", "parent-survey"]
)
def test_a_questionnaire_of_the_pack_is_filled_in_until_nothing_is_missing(
    name: str, pack: ContentPack
) -> None:
    questionnaire = pack.of(Questionnaires).named(name)
    for seed in range(20):
        entries = filled(questionnaire, DAY, random.Random(seed))
        assert not walk(questionnaire, entries, DAY).faults
