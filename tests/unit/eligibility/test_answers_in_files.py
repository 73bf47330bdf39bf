"""Answers in a file that cannot be given are refused, as the form refuses them; rules need not stand ready for them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.eligibility.content.checking import Surroundings, opened
from portal.eligibility.content.trying import AnswersError, read_answers
from portal.eligibility.rules.faults import FaultKind
from tests.unit.eligibility.writing import QUESTIONS, REST, check, only_fault, part, rule, whole

PAST = QUESTIONS.replace('label: "Born"', 'label: "Born", past_only: true')
ON = date(2026, 11, 20)


def read(folder: Path, answers: dict[str, Any]) -> dict[str, Any]:
    """Read answers to the questions above."""
    path = folder / "planted.yaml"
    path.write_text(
        whole(part(rule("pip", "{question: proof, is: pip}"), REST), questions=PAST), encoding="utf-8"
    )
    return dict(read_answers(opened(path, Surroundings({}, None, {})).questionnaire, answers, ON))


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"proof": ["none", "dla"]}, '"none" of "proof" stands alone'),
        ({"born": "2026-11-21"}, '"born" cannot be 2026-11-21 on 2026-11-20: in the future'),
        ({"born": "0016-11-21"}, "date not real"),
        ({"born": "2015-02-29"}, '"born" is a date such as 2015-03-27, not 2015-02-29'),
        ({"plan": ["yes", "no"]}, '"plan" takes one answer'),
    ],
)
def test_what_the_form_would_refuse_is_refused(tmp_path: Path, answers: dict[str, Any], reason: str) -> None:
    with pytest.raises(AnswersError, match=reason):
        read(tmp_path, answers)


def test_a_box_that_is_told_twice_is_ticked_once(tmp_path: Path) -> None:
    answers = read(tmp_path, {"proof": ["pip", "dla", "pip"], "born": "2016-02-29"})
    assert answers == {"proof": ("dla", "pip"), "born": date(2016, 2, 29)}


def test_no_rule_has_to_stand_ready_for_a_birthday_to_come(tmp_path: Path) -> None:
    parts = part(
        rule("child", "{question: born, between: [0, 17]}"),
        rule("adult", "{question: born, at_least: 18}", "other_help"),
    )
    assert not check(tmp_path, whole(parts, questions=PAST)).faults
    # Where a date to come can be given, it is still asked what happens then.
    assert "nothing is decided when born is" in only_fault(tmp_path, whole(parts), FaultKind.GAP).reason
