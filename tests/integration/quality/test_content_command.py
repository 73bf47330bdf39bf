"""`portal content check`: the sample pack is good, and a fault is told with file and line, for people and machines."""

import json
import shutil
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

import portal.cli.checking
from portal.cli import main
from portal.cli.words import _WORD_KEYS
from portal.faces import PUBLIC
from portal.quality.content.documents import WORD_KEYS
from portal.quality.content.pack_files import read_pack
from portal.quality.queries.addresses import Addresses
from portal.quality.queries.checking import check_pack
from portal.quality.queries.reviews import reviews
from portal.quality.rules.findings import Level
from portal.quality.rules.limits import ReviewEvery
from portal.settings import PROJECT

CONTENT = PROJECT / "content"
# A pass takes about three seconds alone; the rest is room for a busy machine.
LONGEST_CHECK = 20.0
Command = Callable[..., Result]


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Give the command."""
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["content", "check", *words])

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the sample pack that a test may break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def last_review() -> date:
    """Give the day of the newest review: content that was good then stays good in a test of any year."""
    days = [
        one.reviewed for one in reviews(read_pack(CONTENT), ReviewEvery(), date(2026, 11, 26)) if one.reviewed
    ]
    return max(days)


def test_the_content_has_no_errors() -> None:
    started = time.perf_counter()
    report = check_pack(CONTENT, addresses=Addresses(PUBLIC), load=lambda _folder: None, today=last_review())
    assert time.perf_counter() - started < LONGEST_CHECK
    errors = [one for one in report.findings if one.level is Level.ERROR]
    assert not errors, "mend the content; docs/content-check.md says how"


def test_good_content_says_so_and_warnings_do_not_fail(checked: Command) -> None:
    with time_machine.travel(datetime.fromisoformat(f"{last_review()}T12:00:00+00:00"), tick=True):
        told = checked()
    assert told.exit_code == 0, told.output
    assert " 0 errors, " in told.output
    assert told.output.endswith("the content can be used.\n")


def test_a_fault_is_told_with_file_and_line_and_fails(checked: Command, folder: Path) -> None:
    path = folder / "pages" / "en" / "tier-2.md"
    path.write_text(path.read_text() + "\nPlease ring us.\n")
    told = checked(str(folder))
    assert told.exit_code == 1
    line = path.read_text().count("\n")
    assert f"{path}:{line}: error (word): “Please” in “…Please ring us.…”; say instead: " in told.output
    assert "can be used" not in told.output


def test_the_same_is_told_to_machines(checked: Command, folder: Path) -> None:
    path = folder / "pages" / "en" / "tier-2.md"
    path.write_text(path.read_text() + "\n[Read more](/no-such-page)\n")
    told = checked(str(folder), "--format", "json")
    assert told.exit_code == 1
    report = json.loads(told.output)
    links = [
        one for one in report["findings"] if one["check"] == "link" and one["file"] == "pages/en/tier-2.md"
    ]
    assert len(links) == 2
    assert set(links[0]) == {"file", "line", "level", "check", "what", "remedy"}
    assert report["errors"] == sum(one["level"] == "error" for one in report["findings"])
    assert report["warnings"] == sum(one["level"] == "warning" for one in report["findings"])
    assert {"file", "line", "reviewed", "due"} == set(report["reviews"][0])


def test_a_pack_that_cannot_be_loaded_is_told_to_machines_too(checked: Command, folder: Path) -> None:
    (folder / "tiers.yaml").write_text("tiers: []\nprogrammes: []\nsurprise: 1\n")
    report = json.loads(checked(str(folder), "--format", "json").output)
    schema = [one for one in report["findings"] if one["check"] == "schema"]
    assert [(one["file"], one["line"], one["level"]) for one in schema] == [("tiers.yaml", 3, "error")]


def test_the_checked_words_are_those_of_the_catalogues() -> None:
    assert _WORD_KEYS | {"texts"} == WORD_KEYS, "portal/quality/content/documents.py: name the same keys"


def test_the_command_checks_what_the_portal_loads() -> None:
    assert portal.cli.checking.load_pack.__module__ == "portal.pack"
