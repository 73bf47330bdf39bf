"""A rule set that forgets somebody stops the start, and says whom."""

from pathlib import Path

import pytest

from portal.eligibility.content import load
from portal.infra.content_files import ContentError
from portal.questionnaires import content as questionnaires_content

SHEET = """\
id: eligibility
version: "1"
keep: none
title: "Sheet"
pages:
  - id: age
    title: "Age"
    questions:
      - {id: age, type: number, lowest: 0, highest: 120}
  - id: area
    title: "Area"
    questions:
      - id: area
        type: radios
        options:
          - {code: here, label: "Here"}
          - {code: elsewhere, label: "Elsewhere"}
          - {code: not_sure, label: "Not sure", unknown: true}
"""
GOOD = """\
id: short-breaks
version: "1"
valid_from: 2026-04-01
questionnaire: eligibility
actions:
  - {id: ring, title: "Ring us", kind: phone, target: team}
always: [ring]
headings:
  - {title: "You can", parts: {tier_2: can}}
  - {title: "There is help"}
parts:
  - id: tier_2
    title: "Tier 2"
    rules:
      - id: adult
        when: {question: age, at_least: 26}
        outcome: other_help
        reason: "Up to 25."
        next: [ring]
      - id: here
        when: {question: area, is: here}
        outcome: can
        reason: "You live here."
        next: [ring]
      - id: elsewhere
        when: {question: area, is: elsewhere}
        outcome: other_help
        reason: "Your council has its own."
        next: [ring]
    if_not_known:
      id: not_known
      outcome: not_known
      reason: "We find out."
      next: [ring]
"""


def load_text(pack: Path, text: str) -> None:
    """Load a pack with one questionnaire and one rule set."""
    for name, words in (("questionnaires/eligibility.yaml", SHEET), ("eligibility/rules.yaml", text)):
        path = pack / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, encoding="utf-8")
    load(pack, questionnaires_content.load(pack, {}), {"team"})


def refusal(pack: Path, old: str, new: str) -> ContentError:
    """Give the refusal of the good file with one change."""
    assert old in GOOD
    with pytest.raises(ContentError) as raised:
        load_text(pack, GOOD.replace(old, new, 1))
    return raised.value


def test_a_good_rule_set_is_loaded(tmp_path: Path) -> None:
    load_text(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("question: age", "question: height", 'there is no question "height"'),
        ("is: here", "is: there", 'has no option "there"'),
        ("question: age, at_least: 26", "question: area, at_least: 26", "is not a number"),
        ("target: team", "target: nobody", 'no contact "nobody"'),
        ("always: [ring]", "always: [sing]", 'there is no action "sing"'),
        ("next: [ring]", "next: [sing]", 'there is no action "sing"'),
        ("id: here", "id: adult", 'the rule "adult" is here for the second time'),
        ("{tier_2: can}", "{tier_9: can}", 'there is no part "tier_9"'),
        ("outcome: can", "outcome: denied", "Input should be"),
        ("questionnaire: eligibility", "questionnaire: other", 'there is no questionnaire "other"'),
        ('title: "There is help"', 'title: "There is help", parts: {tier_2: can}', "the last heading"),
        ("id: short-breaks", "id: other-breaks", 'no file has the rule set "short-breaks"'),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert reason in refusal(tmp_path, old, new).reason


def test_an_action_that_no_rule_leads_to_is_refused(tmp_path: Path) -> None:
    more = '  - {id: sing, title: "Sing", kind: link, target: /sing}\nalways:'
    assert 'no rule leads to the action "sing"' in refusal(tmp_path, "always:", more).reason


def test_a_combination_without_a_rule_is_named(tmp_path: Path) -> None:
    """Nobody under 26 is decided when the rule for them is narrowed."""
    error = refusal(tmp_path, "{question: area, is: here}", "{question: age, at_least: 18}")
    assert "nothing is decided when" in error.reason
    assert "area is here" in error.reason
    assert error.line == 12


def test_an_unknown_answer_needs_its_words(tmp_path: Path) -> None:
    start = GOOD.index("    if_not_known")
    with pytest.raises(ContentError, match=r"nothing is decided when .* is not known"):
        load_text(tmp_path, GOOD[:start])


def test_a_result_without_a_next_action_is_named(tmp_path: Path) -> None:
    quiet = 'reason: "Your council has its own."\n        next: []'
    error = refusal(tmp_path, 'reason: "Your council has its own."\n        next: [ring]', quiet)
    assert "there is no next action when" in error.reason
    assert "area is elsewhere" in error.reason


def test_a_rule_that_never_decides_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path, "{question: area, is: elsewhere}", "{question: age, at_least: 30}")
    assert "nothing is decided" in error.reason or 'the rule "elsewhere" never decides' in error.reason
    everyone = GOOD.replace("when: {question: area, is: here}", "when: {question: age, at_least: 0}")
    with pytest.raises(ContentError, match='the rule "elsewhere" never decides'):
        load_text(tmp_path, everyone)


def test_not_sure_beside_other_ticks_is_refused(tmp_path: Path) -> None:
    """It would have to be read as "no" to the boxes that are not ticked."""
    path = tmp_path / "questionnaires" / "eligibility.yaml"
    load_text(tmp_path, GOOD)
    path.write_text(SHEET.replace("type: radios", "type: checkboxes"), encoding="utf-8")
    with pytest.raises(ContentError, match="stands alone"):
        load(tmp_path, questionnaires_content.load(tmp_path, {}), {"team"})
