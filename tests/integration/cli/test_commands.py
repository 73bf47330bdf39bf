"""The `portal` command: each act works, says what it did, and refuses in one line."""

import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.cli.preparing import SAMPLE_EMAIL
from portal.settings import PROJECT
from tests.guards.test_documents import commands
from tests.installation import PASSWORD, Installation

Portal = Callable[..., Result]


@pytest.fixture
def portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Portal:
    """Give the command on an installation that is not there yet."""
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))

    def run(*words: str, **kwargs: object) -> Result:
        return CliRunner().invoke(main, list(words), **kwargs)  # type: ignore[arg-type]

    return run


@pytest.fixture
def portal_here(portal: Portal, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """Give the command on a prepared installation."""
    monkeypatch.setenv("PORTAL_DATABASE_URL", installation.database_url)
    return portal


def test_prepare_makes_everything_once(portal: Portal, tmp_path: Path) -> None:
    assert portal("prepare").exit_code == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"keys", "index", "portal.sqlite3"} <= names
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "keys").iterdir()}
    again = portal("prepare")
    assert again.exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "keys").iterdir()} == before
    assert portal("user", "list").output.count(SAMPLE_EMAIL) == 1


def test_keys_are_for_their_owner_only(portal: Portal, tmp_path: Path) -> None:
    assert portal("keys", "make").exit_code == 0
    files = list((tmp_path / "keys").iterdir())
    assert len(files) >= 10
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o400}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {path.stat().st_size for path in files} == {32}


def test_a_key_that_is_missing_or_cut_is_named(portal: Portal, tmp_path: Path) -> None:
    told = portal("user", "list")
    assert told.exit_code == 1
    assert told.output.count("\n") == 1
    assert "restore it" in told.output
    portal("keys", "make")
    key = tmp_path / "keys" / "audit.key"
    key.chmod(0o600)
    key.write_bytes(b"short")
    assert "audit.key: a key has 32 bytes, this file has 5" in portal("user", "list").output


def test_people_are_added_listed_and_given_a_new_password(portal_here: Portal) -> None:
    added = portal_here(
        "user", "add", "Anna.Officer@example.org", "--name", "Anna", "--role", "triage_officer"
    )
    assert added.exit_code == 0, added.output
    assert "with the password " in added.output
    assert "anna.officer@example.org: triage_officer" in portal_here("user", "list").output
    assert portal_here("user", "password", "anna.officer@example.org").exit_code == 0
    twice = portal_here("user", "add", "anna.officer@example.org", "--name", "Anna", "--role", "admin")
    assert (twice.exit_code, twice.output) == (1, "Error: there is an account with this e-mail address\n")
    given = portal_here(
        "user",
        "add",
        "b@example.org",
        "--name",
        "B",
        "--role",
        "admin",
        "--password-stdin",
        input=f"{PASSWORD}\n",
    )
    assert given.output == "Added b@example.org.\n"
    assert PASSWORD not in given.output


def test_the_trail_is_checked(portal_here: Portal, installation: Installation) -> None:
    from sqlalchemy import text

    portal_here("user", "add", "c@example.org", "--name", "C", "--role", "admin")
    assert portal_here("audit", "check").output == "The audit trail is whole.\n"
    with installation.database.unit_of_work() as session:
        session.execute(
            text("UPDATE audit_event SET actor = 'somebody' WHERE id = (SELECT max(id) FROM audit_event)")
        )
    broken = portal_here("audit", "check")
    assert broken.exit_code == 1
    assert "the audit trail was changed at or before event" in broken.output


def test_the_index_is_built_anew(portal_here: Portal, installation: Installation) -> None:
    shutil.rmtree(installation.folder / "index")
    told = portal_here("index", "rebuild")
    assert told.exit_code == 0, told.output
    assert "activities in" in told.output
    family = installation.family()
    family.visit("/activities?q=horse")
    assert family.page.select("main a[href^='/activities/']")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("typed", "command"), list(commands(main)), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_has_help(typed: str, command: object, portal: Portal, tmp_path: Path) -> None:
    told = portal(*typed.split()[1:], "--help")
    assert told.exit_code == 0
    assert told.output.startswith("Usage: ")
    assert list(tmp_path.iterdir()) == []


BROKEN = {
    "a tab in YAML": ("tiers.yaml", "tiers:\n\t- code: universal\n", "tiers.yaml:2: "),
    "a misspelt key": ("council.yaml", "name: Orchard\nphon: 1\n", "council.yaml:"),
    "an empty file": ("places.yaml", "", "places.yaml"),
    "a page without its head": ("pages/en/privacy.md", "# Privacy\n", "privacy.md:1: "),
    "a hole that names nothing": (
        "pages/en/about.md",
        '---\ntitle: "About"\ndescription: "x"\nreviewed: 2026-11-01\n---\n\nRing {contacts.nobody.phone}.\n',
        "about.md:",
    ),
    "a message without words": ("messages.yaml", "messages: []\n", "messages.yaml: the message "),
    "not text at all": ("taxonomy.yaml", "\udcff\udcfe", "taxonomy.yaml"),
    "a question that rules need is gone": (
        "questionnaires/referral.yaml",
        'id: referral\nversion: "1"\nkeep: draft\ntitle: "x"\npages: []\n',
        "referral.yaml",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_content_is_refused_in_one_line_with_its_place(
    fault: str, portal: Portal, tmp_path: Path
) -> None:
    name, text, place = BROKEN[fault]
    folder = tmp_path / "content"
    shutil.copytree(PROJECT / "content", folder)
    (folder / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    told = portal("content", "check", str(folder))
    assert told.exit_code == 1, told.output
    assert told.output.count("\n") == 1, told.output
    assert told.output.startswith(f"Error: {folder}")
    assert place in told.output


def test_a_folder_without_content_and_good_content_say_so(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert portal("content", "check").output.endswith("the content can be used.\n")
    monkeypatch.setenv("PORTAL_CONTENT", str(tmp_path / "nowhere"))
    told = portal("prepare")
    assert told.exit_code == 1
    assert "PORTAL_CONTENT names the folder" in told.output
    assert not (tmp_path / "portal.sqlite3").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_PUBLIC_URL", "http://example.org"),
        ("PORTAL_PUBLIC_URL", "nonsense"),
        ("PORTAL_SAMPLE_BANNER", "perhaps"),
        ("PORTAL_LOG_LEVEL", "loud"),
        ("PORTAL_LISTEN_PUBLIC", "8000"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, value: str, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    told = portal("user", "list")
    assert told.exit_code == 1
    assert told.output.startswith(f"Error: {name}={value}: ")
    assert told.output.count("\n") == 1
