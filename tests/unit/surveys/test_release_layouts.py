"""content/releases.yaml is refused for tables that cannot be made or could not be shown safely."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.conditions import Fact, Test
from portal.questionnaires.rules.questions import Questionnaire
from portal.settings import PROJECT
from portal.surveys.content.releases import load
from portal.surveys.rules.releases import ReleaseLayouts, condition_of
from portal.surveys.rules.themes import CodeBook


def loaded(folder: Path, pack: ContentPack, tables: str) -> ReleaseLayouts:
    """Load a file with one release of the parents' survey."""
    head = "releases:\n  - {code: x, title: X, audience: parents, questionnaire: parent-survey, tables: ["
    (folder / "releases.yaml").write_text(
        head + ", ".join(f"{{{line}}}" for line in tables.split("\n")) + "]}\n"
    )
    return load(folder, pack.of(Questionnaires), pack.of(CodeBook))


def test_the_shipped_file_loads(tmp_path: Path, pack: ContentPack) -> None:
    shutil.copy(PROJECT / "content" / "releases.yaml", tmp_path)
    layouts = load(tmp_path, pack.of(Questionnaires), pack.of(CodeBook))
    assert [layout.code for layout in layouts.layouts] == ["parents", "young-people", "providers"]


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        ("code: a, question: gone", "has no question"),
        ("code: a, question: best_thing", "answers to choose"),
        ("code: a, themes: gone", 'no group "gone"'),
        ("code: a", "names a question"),
        ("code: a, question: rating, themes: positive", "names a question"),
        ("code: a, question: rating\ncode: a, question: used", "stands here twice"),
        ("code: a, question: rating, by: travel_time", "needs a title"),
        ("code: a, title: T, question: barriers, by: district", "never crossed"),
        ("code: a, title: T, question: district, by: rating", "never crossed"),
        ("code: a, title: T, question: rating, by: barriers", "takes several answers"),
        (
            "code: a, title: T, question: barriers, by: rating\ncode: b, title: T, question: barriers, by: travel_time",
            "crossed twice",
        ),
        (
            (
                "code: a, title: T, question: rating, by: travel_time\n"
                "code: b, title: T, question: easy_to_find, by: travel_time\n"
                "code: c, title: T, question: rating, by: easy_to_find"
            ),
            "lead round to each other",
        ),
    ],
)
def test_a_table_that_cannot_be_is_refused(
    tmp_path: Path, pack: ContentPack, tables: str, fault: str
) -> None:
    with pytest.raises(ContentError, match=fault):
        loaded(tmp_path, pack, tables)


def asked_after_rating(pack: ContentPack, question: str, *, only_one_answer: bool = False) -> Questionnaire:
    """Give the parents' survey with a question, or one answer of it, for those alone who said "poor"."""
    survey, condition = (
        pack.of(Questionnaires).named("parent-survey"),
        Fact("rating", Test.ANY_OF, frozenset({"poor"})),
    )
    (page,) = (page for page in survey.pages if page.id == question.replace("_", "-"))
    (found,) = page.questions
    changed = replace(page, show_if=condition)
    if only_one_answer:
        first, *others = found.options
        options = (replace(first, show_if=condition), *others)
        changed = replace(page, questions=(replace(found, options=options),))
    return replace(survey, pages=tuple(changed if one is page else one for one in survey.pages))


@pytest.mark.parametrize(
    ("only_one_answer", "fault"), [(False, "has a condition too"), (True, "an answer with a condition")]
)
def test_a_question_with_a_condition_behind_its_condition_is_refused(
    pack: ContentPack, only_one_answer: bool, fault: str
) -> None:
    survey = asked_after_rating(pack, "told_diagnosis", only_one_answer=only_one_answer)
    told_by = survey.question("told_by")
    assert told_by is not None
    with pytest.raises(ValueError, match=fault):
        condition_of(survey, told_by)


def test_a_survey_that_the_council_does_not_have_is_left_out(tmp_path: Path, pack: ContentPack) -> None:
    layouts = load_without_surveys(tmp_path, pack)
    assert layouts.layouts == ()


def load_without_surveys(folder: Path, pack: ContentPack) -> ReleaseLayouts:
    """Load the shipped file for a pack without questionnaires."""
    shutil.copy(PROJECT / "content" / "releases.yaml", folder)
    return load(folder, Questionnaires({}), pack.of(CodeBook))
