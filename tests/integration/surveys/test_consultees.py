"""The consultees report: the table of the seed from its fixture, in every format, and what staff decide in it."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from portal.cli import main
from portal.core.errors import NotFoundError
from portal.core.roles import Role
from portal.offer.content import Tiers
from portal.surveys.models import AddedTheme, ThemeMerge
from portal.surveys.queries.consultees import consultees_report
from portal.surveys.rules.consultees import ConsulteesReport, as_json
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook
from tests.installation import Installation
from tests.integration.surveys.importing import EXPECTED, FIXTURE, NOW, imported, written

SIX = [
    "Children and young people: Key themes",
    "Children and young people: What they enjoy",
    "Children and young people: What changes they would like to see",
    'Parents and carers: Top of the "Positive" ratings',
    'Parents and carers: Top of the "Negative" ratings',
    "Parents and carers: Suggestions received",
]


@pytest.fixture
def with_fixture(installation: Installation) -> Installation:
    """Give an installation in which the fixture is imported."""
    imported(installation, FIXTURE)
    return installation


def report_of(installation: Installation, *codes: str) -> ConsulteesReport:
    """Make the report."""
    tiers = [tier.number for tier in installation.pack.of(Tiers).tiers]
    with installation.database.reading() as session:
        return consultees_report(session, installation.pack.of(CodeBook), tiers, codes)


def rows_of(report: ConsulteesReport, group: str) -> list[tuple[str, int]]:
    """Give the themes of a group with their numbers."""
    (found,) = [one for one in report.groups if one.code == group]
    return [(row.code, row.count) for row in found.rows]


def test_the_fixture_gives_the_table_of_the_seed(with_fixture: Installation) -> None:
    assert as_json(report_of(with_fixture)) == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_the_command_gives_the_same_after_the_import_by_command(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PORTAL_DATABASE_URL", installation.database_url)
    nowhere = ["--rejects", str(tmp_path / "no-folder" / "rejects.csv")]
    refused = CliRunner().invoke(main, ["survey", "import-answers", str(FIXTURE), *nowhere])
    assert (refused.exit_code, "name another file" in refused.output) == (1, True)
    # Nothing came of the refused one, or this would be the second import of the file.
    done = CliRunner().invoke(main, ["survey", "import-answers", str(FIXTURE)])
    assert done.exit_code == 0, done.output
    assert "Marked as synthetic test data: not findings." in done.output
    again = CliRunner().invoke(main, ["survey", "import-answers", str(FIXTURE)])
    assert again.exit_code == 1
    assert "nothing was changed" in again.output
    report = CliRunner().invoke(main, ["report", "consultees", "--format", "json"])
    assert json.loads(report.stdout) == json.loads(EXPECTED.read_text(encoding="utf-8"))
    for shape in ("text", "csv"):
        shown = CliRunner().invoke(main, ["report", "consultees", "--format", shape]).stdout
        assert "Synthetic test data: not findings." in shown
    assert CliRunner().invoke(main, ["report", "consultees", "--round", "no-such"]).exit_code == 1


def test_the_word_document_opens_and_has_the_tables(with_fixture: Installation) -> None:
    commissioner = with_fixture.officer(Role.COMMISSIONER)
    answer = commissioner.get("/surveys/reports/consultees.docx")
    document = Document(io.BytesIO(answer.data))
    assert [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 2"] == SIX
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["Rank", "Theme", "People", "Percent"]
    assert [cell.text for cell in first.rows[1].cells] == [
        "1",
        "Enjoy online activities being offered and not having to leave the house",
        "14",
        "40%",
    ]
    assert "Synthetic test data: not findings." in document.sections[0].header.paragraphs[0].text
    assert "not-for-publication.docx" in answer.headers["Content-Disposition"]


def test_the_page_shows_both_surveys_and_six_groups_in_order(with_fixture: Installation) -> None:
    commissioner = with_fixture.officer(Role.COMMISSIONER)
    commissioner.visit("/surveys")
    commissioner.follow("Consultees")
    assert [heading.get_text(strip=True) for heading in commissioner.page.find_all("h2")] == SIX
    for words in (
        "35 responses",
        "45 responses",
        "Synthetic test data: not findings.",
        "Not for publication",
    ):
        assert words in commissioner.text
    assert any("survey.report_seen" in event for event in with_fixture.rows()["audit_event"])


def test_a_merge_counts_each_respondent_once_and_undoing_it_brings_back_what_was(
    installation: Installation, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "a,parents,suggestion,wider_variety,",
        "a,parents,suggestion,more_local_buddying,",
        "b,parents,suggestion,wider_variety,",
        "c,parents,,,",
    )
    imported(installation, path)
    before = rows_of(report_of(installation), "suggestion")
    with installation.database.unit_of_work() as session:
        merge = ThemeMerge(
            audience="parents",
            group="suggestion",
            from_code="wider_variety",
            into_code="more_local_buddying",
            merged_by="1",
            merged_at=NOW,
        )
        session.add(merge)
    merged = report_of(installation)
    assert rows_of(merged, "suggestion")[0] == ("more_local_buddying", 2)
    assert "wider_variety" not in dict(rows_of(merged, "suggestion"))
    assert merged.groups[-1].rows[0].percent == 67
    with installation.database.unit_of_work() as session:
        kept = session.get(ThemeMerge, merge.id)
        assert kept is not None
        kept.undone_at, kept.undone_by = NOW, "2"
    assert rows_of(report_of(installation), "suggestion") == before


def test_added_themes_come_after_those_of_the_code_book(installation: Installation, tmp_path: Path) -> None:
    with installation.database.unit_of_work() as session:
        session.add(
            AddedTheme(
                audience="parents",
                group="negative",
                code="parking",
                label="Nowhere to park",
                added_by="1",
                added_at=NOW,
            )
        )
    lines = ("a,parents,negative,parking,", "b,parents,negative,closed_covid,")
    report = imported(installation, written(tmp_path, *lines))
    assert report.rejects == ()
    assert rows_of(report_of(installation), "negative") == [
        ("closed_covid", 1),
        ("parking", 1),
        ("not_enough_buddies_or_local", 0),
    ]


def test_comments_that_nobody_has_coded_are_counted_and_shown(
    installation: Installation, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "a,parents,suggestion,,Please open on Sundays.",
        "b,parents,suggestion,wider_variety,More choice.",
    )
    imported(installation, path)
    groups = {group.code: group.uncoded for group in report_of(installation).groups}
    assert groups == {"positive": 0, "negative": 0, "suggestion": 1}
    commissioner = installation.officer(Role.COMMISSIONER)
    commissioner.visit("/surveys/reports/consultees")
    assert "1 person wrote something that nobody has coded yet." in commissioner.text


def test_a_report_of_one_round_counts_that_round_only(installation: Installation, tmp_path: Path) -> None:
    first = imported(installation, written(tmp_path, "a,parents,positive,children_have_fun,"))
    second = written(tmp_path, "b,parents,positive,short_breaks_work,", name="second.csv")
    imported(installation, second, round_code="parents-second")
    (code,) = first.rounds
    report = report_of(installation, code)
    assert [(one.audience, one.responses) for one in report.surveys] == [(Audience.PARENTS, 1)]
    assert rows_of(report, "positive")[0] == ("children_have_fun", 1)
    assert report_of(installation, code, "parents-second").surveys[0].responses == 2
    with pytest.raises(NotFoundError):
        report_of(installation, "no-such-round")
