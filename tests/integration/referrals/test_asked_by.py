"""Whom an officer rings: the person who asked, or the family for which somebody else asked."""

import pytest

from tests.browser.asking import A_PROFESSIONAL
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.referrals.casework import at_case
from tests.integration.referrals.test_ways_to_ask import go_on

pytestmark = pytest.mark.sqlite


def test_the_numbers_of_a_family_do_not_stand_beside_its_school(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/ask/professional")
    family.press("Start")
    go_on(family, {**A_PROFESSIONAL, "work_phone": "01632 960077"})
    family.press("Send my request")
    installation.work()
    [reference] = [shown.get_text() for shown in family.page.select(".reference")]
    officer = at_case(installation, reference)
    names, facts = officer.page.select(".facts dt"), officer.page.select(".facts dd")
    texts = {one.get_text(): fact.get_text(" ") for one, fact in zip(names, facts, strict=False)}
    assert texts["Asked by"] == "Chris Sample (Professional) 01632 960077 chris@school.example.org"
    assert texts["In the family"] == "Sam Sample 07700 900817"
