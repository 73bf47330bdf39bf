"""The code book: loaded whole and checked against the surveys, with room for themes that staff add."""

from pathlib import Path

import pytest

from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.questionnaires.content import Questionnaires
from portal.surveys.content.code_book import load
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook, Theme, new_code

GROUP = """
  - audience: parents
    code: {code}
    heading: "Good"
    questions: [{question}]
    themes:
      - {{code: fun, label: "It is fun"}}
      - {{code: {theme}, label: "{label}"}}
"""


def written(folder: Path, *groups: dict[str, str]) -> Path:
    """Write a code book."""
    usual = {"code": "positive", "question": "best_thing", "theme": "near", "label": "It is near"}
    text = "groups:" + "".join(GROUP.format(**{**usual, **group}) for group in groups)
    (folder / "code-book.yaml").write_text(text)
    return folder


def test_the_sample_pack_has_the_six_groups_of_the_report_in_order(pack: ContentPack) -> None:
    groups = pack.of(CodeBook).groups
    assert [(group.audience, group.code) for group in groups] == [
        (Audience.YOUNG_PEOPLE, "key_theme"),
        (Audience.YOUNG_PEOPLE, "enjoys"),
        (Audience.YOUNG_PEOPLE, "change_wanted"),
        (Audience.PARENTS, "positive"),
        (Audience.PARENTS, "negative"),
        (Audience.PARENTS, "suggestion"),
    ]


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        (({}, {}), "a group stands here twice"),
        (({"theme": "fun"},), "stands here twice"),
        (({"label": "IT IS FUN"},), "stands here twice"),
        (({"question": "other"},), "which parent-survey.yaml does not ask in words"),
        (({"question": "barriers"},), "which parent-survey.yaml does not ask in words"),
        (({"code": "x" * 41},), "code"),
    ],
)
def test_a_faulty_code_book_is_refused(
    pack: ContentPack, tmp_path: Path, groups: tuple[dict[str, str], ...], reason: str
) -> None:
    with pytest.raises(ContentError, match=reason):
        load(written(tmp_path, *groups), pack.of(Questionnaires))


def test_a_survey_that_a_council_has_not_is_not_asked_for(tmp_path: Path) -> None:
    assert load(written(tmp_path, {"question": "other"}), Questionnaires({})).groups


def test_themes_that_staff_added_stand_behind_those_of_the_file(pack: ContentPack, tmp_path: Path) -> None:
    book = load(written(tmp_path, {}), pack.of(Questionnaires))
    group = book.of(Audience.PARENTS)[0].with_themes([Theme("fun", "Old name"), Theme("far", "Too far")])
    assert [theme.label for theme in group.themes] == ["It is fun", "It is near", "Too far"]
    assert group.labelled("too FAR") == Theme("far", "Too far")
    assert group.label_of("gone") == "gone"


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Too far away!", "too_far_away"),
        ("Café & bus", "cafe_bus"),
        ("fun", "fun_3"),
        ("Дальше", "theme"),
        ("x" * 200, "x" * 55),
    ],
)
def test_a_code_is_made_from_the_label_and_is_free(label: str, code: str) -> None:
    assert new_code(label, {"fun", "fun_2"}) == code
