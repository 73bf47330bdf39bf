"""Files of answers, for tests."""

from datetime import UTC, date, datetime
from pathlib import Path

from portal.surveys.rules.importing import ImportReport
from portal.surveys.services.importing import import_answers
from portal.surveys.services.importing_rounds import ImportPlan
from tests.installation import Installation

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)
FIXTURE = Path(__file__).parents[2] / "data" / "survey-001" / "s001_answers.csv"
EXPECTED = FIXTURE.with_name("s001_expected.json")
HEAD = "response_id,survey,group,theme_code,comment"


def written(folder: Path, *lines: str, head: str = HEAD, name: str = "answers.csv") -> Path:
    """Write a file of answers."""
    path = folder / name
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def imported(
    installation: Installation, path: Path, *, day: date | None = None, survey: str = "", round_code: str = ""
) -> ImportReport:
    """Import a file as the command does."""
    return import_answers(
        installation.database,
        ImportPlan(path, round_code, survey, day),
        now=NOW,
        pack=installation.pack,
        seal=installation.keys.seal_for_worker,
    )
