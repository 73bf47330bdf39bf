"""Every answer that a young person can choose has a drawing, and three answers are told apart without colour."""

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader

from portal.infra.content_files import load_yaml
from portal.questionnaires.content.shapes import QuestionnaireFile
from portal.settings import PROJECT
from portal.taxonomy import content as taxonomy_content

SURVEY = "young-people-survey"
_NAME = "{http://www.w3.org/2000/svg}"


def drawings() -> Mapping[str, Mapping[str, str]]:
    """Give which drawing stands beside which answer, by question."""
    loader = FileSystemLoader(PROJECT / "portal" / "templates")
    module = Environment(loader=loader, autoescape=True).get_template("components/pictures.html").module
    found: Mapping[str, Mapping[str, str]] = vars(module)["drawings"]
    return found


def path_of(drawing: str) -> Path:
    """Give the file of a drawing."""
    return PROJECT / "portal" / "static" / "pictograms" / f"{drawing}.svg"


def survey() -> QuestionnaireFile:
    """Give the survey as it is written."""
    return load_yaml(PROJECT / "content" / "questionnaires" / f"{SURVEY}.yaml", QuestionnaireFile)


def test_every_answer_that_is_not_from_a_list_has_a_drawing_and_no_drawing_is_left_over() -> None:
    # Towns and ages are lists of the council, in words only.
    offered = {
        question.id: {option.code for option in question.options}
        for page in survey().pages
        for question in page.questions
        if question.options and question.options_from is None
    }
    assert {question: set(codes) for question, codes in drawings().items()} == offered


@pytest.mark.parametrize(
    "drawing", sorted({name for codes in drawings().values() for name in codes.values()})
)
def test_a_drawing_is_there_and_is_found_by_its_name(drawing: str) -> None:
    root = ElementTree.fromstring(path_of(drawing).read_text())
    assert (root.tag, root.get("id"), root.get("viewBox")) == (f"{_NAME}svg", drawing, "0 0 48 48")
    assert root.get("stroke") == "currentColor", "the colours of the person’s own choice must reach it"


@pytest.mark.parametrize("question", ["rating", "safe_listened", "easy_to_find"])
def test_answers_differ_by_shape_and_word_and_not_by_colour(question: str) -> None:
    used = drawings()[question].values()
    assert len(set(used)) == len(used)
    for drawing in set(used) - {"thumb_up", "thumb_sideways", "thumb_down"}:
        for part in ElementTree.fromstring(path_of(drawing).read_text()).iter():
            assert part.get("fill") in {None, "none", "currentColor"}, drawing


def test_activities_have_the_codes_and_drawings_of_the_directory() -> None:
    taxonomy = taxonomy_content.load(PROJECT / "content")
    own = {"online_at_home", "something_else"}
    shown = drawings()["enjoys"]
    assert shown.keys() - taxonomy.pictograms.keys() == own
    assert all(taxonomy.pictograms[code] == shown[code] for code in shown.keys() - own)


def test_each_page_asks_one_thing_and_nothing_must_be_answered() -> None:
    pages = survey().pages
    assert all(len(page.questions) == 1 for page in pages)
    assert not [page.id for page in pages if page.questions[0].required]
