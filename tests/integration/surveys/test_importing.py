"""Importing answers: whole, with a list of what was refused, and never twice."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from portal.surveys.models import SurveyImport, SurveyResponse, SurveyRound, SurveyText
from portal.surveys.queries.responses import info_of
from portal.surveys.queries.rounds import round_named
from portal.surveys.rules.importing import ImportRefusedError, ImportReport
from portal.surveys.rules.rounds import Audience
from tests.installation import Installation
from tests.integration.surveys.importing import FIXTURE, NOW, imported, written

TABLES = ("survey_response", "survey_choice", "survey_text", "theme_tag", "coded_answer", "survey_import")


def kept(installation: Installation) -> dict[str, int]:
    """Count what an import writes."""
    counts = installation.row_counts()
    return {table: counts[table] for table in TABLES}


def reasons(report: ImportReport) -> dict[int, str]:
    """Give the refused lines."""
    return {reject.line: reject.reason for reject in report.rejects}


def test_the_fixture_makes_two_closed_rounds_that_say_what_they_are(installation: Installation) -> None:
    report = imported(installation, FIXTURE)
    assert sorted(report.rounds.values()) == [35, 45]
    assert (report.lines, report.rejects, report.is_synthetic) == (259, (), True)
    with installation.database.reading() as session:
        made = {one.audience: one for one in (round_named(session, code) for code in report.rounds)}
    assert set(made) == {Audience.PARENTS, Audience.YOUNG_PEOPLE}
    for one in made.values():
        assert "mported" in one.name
        assert "synthetic" in one.name
        assert not one.is_open(NOW.date())
        assert one.by_invitation
    assert kept(installation)["survey_response"] == 80


def test_comments_are_sealed_under_the_first_question_of_their_group(
    installation: Installation, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        "a,parents,positive,children_have_fun,They laugh.",
        'a,parents,positive,short_breaks_work,"It works,\nwell."',
        "b,young_people,enjoys,dance,",
    )
    imported(installation, path)
    with installation.database.reading() as session:
        (row,) = session.scalars(select(SurveyText))
        place = info_of(row.response_key, row.question)
        assert row.question == "best_thing"
        opened = installation.keys.opener.open(row.sealed, place).decode()
    assert opened == "They laugh.\nIt works,\nwell."
    assert kept(installation)["theme_tag"] == 3
    assert kept(installation)["coded_answer"] == 2


def test_a_comment_without_a_theme_waits_to_be_coded(installation: Installation, tmp_path: Path) -> None:
    imported(installation, written(tmp_path, "a,parents,suggestion,,Please open on Sundays."))
    assert kept(installation)["survey_text"] == 1
    assert kept(installation)["coded_answer"] == kept(installation)["theme_tag"] == 0


def test_the_same_file_is_refused_and_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    imported(installation, FIXTURE)
    before = kept(installation)
    other_name = tmp_path / "again.csv"
    shutil.copy(FIXTURE, other_name)
    with pytest.raises(ImportRefusedError, match="before; nothing was changed"):
        imported(installation, other_name)
    assert kept(installation) == before


def test_a_refused_line_refuses_its_response_and_no_other(installation: Installation, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a,parents,positive,children_have_fun,",
        "b,parents,positive,no_such_theme,",
        "b,parents,negative,closed_covid,",
        "c,grandparents,positive,children_have_fun,",
        "d,parents,no_such_group,children_have_fun,",
        ",parents,positive,children_have_fun,",
        "e,parents,,children_have_fun,",
        "f,parents,positive",
    )
    report = imported(installation, path)
    assert list(report.rounds.values()) == [1]
    assert reasons(report) == {
        3: "the group “positive” has no theme “no_such_theme”",
        4: "line 3 of the same response is refused",
        5: "survey is “grandparents”, not one of parents, young_people, providers",
        6: "the code book has no group “no_such_group” for parents",
        7: "response_id is empty",
        8: "there is a theme or a comment, and group is empty",
        9: "the line has another number of cells than the heading",
    }


def test_a_line_that_is_not_utf_8_is_refused_and_a_byte_order_mark_is_not(
    installation: Installation, tmp_path: Path
) -> None:
    path = written(tmp_path, "a,parents,positive,children_have_fun,ok", "b,parents,positive,,caf@")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"@", b"\xe9"))
    report = imported(installation, path)
    assert list(report.rounds.values()) == [1]
    assert list(reasons(report)) == [3]
    assert "UTF-8" in reasons(report)[3]


def test_a_repeated_line_counts_once_and_is_told(installation: Installation, tmp_path: Path) -> None:
    line = "a,parents,positive,children_have_fun,They laugh."
    report = imported(installation, written(tmp_path, line, line))
    assert (report.repeated, report.rejects, list(report.rounds.values())) == (1, (), [1])
    assert kept(installation)["theme_tag"] == 1


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("response_id,survey,group,comment", "no column theme_code"),
        ("response_id;survey;group;theme_code;comment", "semicolons"),
        ("", "empty"),
        ("response_id,response_id", "same name"),
        ("response_id,survey,group,theme_code,comment,note", "a column “note”"),
    ],
)
@pytest.mark.sqlite
def test_a_file_without_its_columns_is_refused_whole(
    installation: Installation, tmp_path: Path, head: str, reason: str
) -> None:
    before = kept(installation)
    with pytest.raises(ImportRefusedError, match=reason):
        imported(installation, written(tmp_path, "a,b,c,d,e", head=head))
    assert kept(installation) == before


def test_when_every_line_is_refused_no_round_is_made(installation: Installation, tmp_path: Path) -> None:
    rounds = installation.row_counts()["survey_round"]
    report = imported(installation, written(tmp_path, "a,parents,positive,no_such_theme,"))
    assert report.rounds == {}
    assert len(report.rejects) == 1
    assert installation.row_counts()["survey_round"] == rounds
    assert kept(installation)["survey_import"] == 0


def test_a_column_for_each_question_gives_codes_and_words(installation: Installation, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'haf;overnight,awareness,yes,"Nothing, really"',
        "haf;nowhere,,,",
        "haf;none,,,",
        ",,yes;no,",
        "haf;haf,,,",
        ",,, ",
        head="aware_of,barriers,told_diagnosis,suggestions",
    )
    report = imported(installation, path, survey="parent-survey", day=date(2026, 3, 1))
    assert kept(installation)["survey_choice"] == 4
    assert reasons(report) == {
        3: "aware_of: “nowhere” is no code of this question",
        4: "aware_of: an answer that stands alone stands with others",
        5: "told_diagnosis: only one answer is possible",
        6: "aware_of: a code stands twice",
        7: "no question is answered",
    }
    with installation.database.reading() as session:
        (row,) = session.scalars(select(SurveyResponse))
        assert (row.answered_on, row.channel, row.survey) == (date(2026, 3, 1), "import", "parent-survey")


@pytest.mark.parametrize(
    ("survey", "head", "reason"),
    [("parent-survey", "aware_of,shoe_size", "shoe_size"), ("referral", "aware_of", "no survey")],
)
@pytest.mark.sqlite
def test_what_is_no_question_or_no_survey_is_refused(
    installation: Installation, tmp_path: Path, survey: str, head: str, reason: str
) -> None:
    with pytest.raises(ImportRefusedError, match=reason):
        imported(installation, written(tmp_path, "haf,1", head=head), survey=survey)


def test_a_round_that_is_there_is_used_unless_its_figures_were_released(
    installation: Installation, tmp_path: Path
) -> None:
    path = written(tmp_path, "a,parents,positive,children_have_fun,")
    code = next(iter(imported(installation, path, round_code="parents-paper").rounds))
    assert code == "parents-paper"
    second = written(tmp_path, "b,parents,positive,children_have_fun,", name="more.csv")
    assert imported(installation, second, round_code=code).rounds == {code: 1}
    with installation.database.reading() as session:
        assert len(session.scalars(select(SurveyImport)).all()) == 2
    with installation.database.unit_of_work() as session:
        session.execute(update(SurveyRound).where(SurveyRound.code == code).values(frozen_at=NOW))
    third = written(tmp_path, "c,parents,positive,children_have_fun,", name="late.csv")
    with pytest.raises(ImportRefusedError, match="released"):
        imported(installation, third, round_code=code)
    young = written(tmp_path, "d,young_people,enjoys,dance,", name="young.csv")
    with pytest.raises(ImportRefusedError, match="does not ask young_people"):
        imported(installation, young, round_code=code)
    assert kept(installation)["survey_response"] == 2


def test_an_import_is_on_record_without_what_was_said(installation: Installation) -> None:
    report = imported(installation, FIXTURE)
    events = [event for event in installation.rows()["audit_event"] if "survey.imported" in event]
    assert sorted(code for code in report.rounds if any(code in event for event in events)) == sorted(
        report.rounds
    )
    assert "synthetic comment" not in repr(events)
