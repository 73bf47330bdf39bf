"""A broken questionnaire stops the start with file, line and reason."""

from pathlib import Path
from textwrap import dedent

import pytest

from portal.infra.content_files import ContentError
from portal.questionnaires.content import Questionnaires, load
from portal.questionnaires.rules.needs import Needs
from portal.questionnaires.rules.questions import Kind, Option

LISTS = {"places.districts": (Option("north", "North"), Option("south", "South"))}
GOOD = """\
id: sheet
version: "1"
keep: draft
title: "Sheet"
pages:
  - id: first
    title: "Do you have a dog?"
    questions:
      - id: dog
        type: radios
        required: true
        options:
          - {code: "yes", label: "Yes"}
          - {code: "no", label: "No"}
  - id: second
    title: "Where does it live?"
    show_if: {question: dog, is: "yes"}
    questions:
      - id: area
        type: select
        options_from: places.districts
        options:
          - {code: elsewhere, label: "Elsewhere"}
"""


def load_text(folder: Path, text: str, needs: tuple[Needs, ...] = ()) -> Questionnaires:
    """Load a pack with one questionnaire."""
    path = folder / "questionnaires" / "sheet.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(dedent(text), encoding="utf-8")
    return load(folder, LISTS, needs)


def refusal(folder: Path, old: str, new: str) -> ContentError:
    """Give the refusal of the good file with one change."""
    assert old in GOOD
    with pytest.raises(ContentError) as raised:
        load_text(folder, GOOD.replace(old, new, 1))
    assert raised.value.path.name == "sheet.yaml"
    return raised.value


def test_a_good_file_is_loaded_with_its_lists(tmp_path: Path) -> None:
    sheet = load_text(tmp_path, GOOD).named("sheet")
    area = sheet.question("area")
    assert area is not None
    assert [option.code for option in area.options] == ["north", "south", "elsewhere"]
    assert (area.kind, area.label) == (Kind.SELECT, "Where does it live?")


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("question: dog", "question: cat", 17, 'there is no question "cat"'),
        ('is: "yes"', "is: maybe", 17, 'the question "dog" has no option "maybe"'),
        ('is: "yes"', "at_least: 3", 17, "is not a number"),
        ('question: dog, is: "yes"', "question: area, is: north", 17, "is not asked on an earlier page"),
        ('is: "yes"', 'is: "yes", any_of: ["no"]', 17, "a condition is a question with one test"),
        ("id: second", "id: first", 15, 'the page "first" is here for the second time'),
        ("id: area", "id: dog", 19, 'the question "dog" is here for the second time'),
        ("code: elsewhere", "code: north", 19, 'has the option "north" 2 times'),
        ("places.districts", "places.planets", 19, "there are places.districts"),
        ("        type: radios", "        type: text", 9, "which has no options"),
        ("type: radios", "type: radioes", 10, "Input should be"),
        ("required: true", "requried: true", 11, "no such key"),
        ("id: area", "id: csrf_token", 19, "a name that the form itself uses"),
        ("id: area", "id: validate", 19, "a name that the form itself uses"),
        ("id: second", "id: Second Page", 15, "should match pattern"),
        ('version: "1"', "version: [", 2, ""),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    error = refusal(tmp_path, old, new)
    assert reason in error.reason
    if reason:
        assert error.line == line, error


def test_a_question_that_depends_on_its_own_page_is_refused(tmp_path: Path) -> None:
    more = """      - id: street
        type: text
        label: "Street"
        show_if: {question: area, is: north}
      - id: area
        label: "Area"
"""
    error = refusal(tmp_path, "      - id: area\n", more)
    assert "is not asked on an earlier page" in error.reason


def test_a_phone_number_must_be_a_mobile_one_only_on_an_earlier_answer(tmp_path: Path) -> None:
    own = """      - id: mobile
        type: {}
        label: "Phone"
        mobile_if: {}
      - id: area
        label: "Area"
"""
    on_page = own.format("phone", "{question: area, is: north}")
    error = refusal(tmp_path, "      - id: area\n", on_page)
    assert error.reason == 'mobile_if: the question "area" is not asked on an earlier page'
    of_words = own.format("text", '{question: dog, is: "yes"}')
    assert "for a phone number" in refusal(tmp_path, "      - id: area\n", of_words).reason


def test_a_single_question_under_a_lead_needs_its_own_label(tmp_path: Path) -> None:
    error = refusal(
        tmp_path, 'title: "Do you have a dog?"', 'title: "Do you have a dog?"\n    lead: "Or a wolf."'
    )
    assert "needs a label" in error.reason


def test_the_file_is_named_like_its_id(tmp_path: Path) -> None:
    assert "its id" in refusal(tmp_path, "id: sheet", "id: other").reason


@pytest.mark.parametrize(
    ("questions", "reason"),
    [
        ({"cat": ()}, 'a feature needs the question "cat"'),
        ({"dog": ("yes", "perhaps")}, 'a feature needs the option "perhaps" of the question "dog"'),
    ],
)
def test_what_a_feature_reads_must_be_there(
    tmp_path: Path, questions: dict[str, tuple[str, ...]], reason: str
) -> None:
    with pytest.raises(ContentError, match=reason):
        load_text(tmp_path, GOOD, (Needs("sheet", questions),))


def test_a_questionnaire_that_a_feature_asks_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"other\.yaml: a feature needs this questionnaire"):
        load_text(tmp_path, GOOD, (Needs("other", {}),))


def test_needs_that_are_met_let_the_portal_start(tmp_path: Path) -> None:
    assert load_text(tmp_path, GOOD, (Needs("sheet", {"dog": ("yes", "no"), "area": ("elsewhere",)}),))
