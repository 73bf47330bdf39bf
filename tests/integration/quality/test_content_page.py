"""The editors' page says what the command says, for the content as its files stand now."""

import shutil
from pathlib import Path

import pytest

from portal.core.roles import STAFF_ROLES, Role
from tests.installation import Installation

pytestmark = pytest.mark.sqlite


@pytest.fixture
def folder(installation: Installation, tmp_path: Path) -> Path:
    """Give the installation a pack that a test may break."""
    copied = Path(shutil.copytree("content", tmp_path / "pack"))
    installation.environment = {**installation.environment, "PORTAL_CONTENT": str(copied)}
    return copied


def test_an_editor_sees_what_to_mend_by_file(installation: Installation, folder: Path) -> None:
    path = folder / "pages" / "en" / "tier-2.md"
    path.write_text(path.read_text() + "\nPlease ring us.\n")
    line = path.read_text().count("\n")
    editor = installation.officer(Role.CONTENT_EDITOR)
    editor.visit("/")
    editor.follow("Check the content")
    assert editor.heading == "Check the content"
    assert "pages/en/tier-2.md" in editor.text
    assert "say instead" in editor.text
    assert str(line) in editor.text
    assert "When each file was reviewed" in editor.text


def test_the_page_is_new_when_a_file_is(installation: Installation, folder: Path) -> None:
    editor = installation.officer(Role.CONTENT_EDITOR)
    editor.visit("/content-check")
    before = editor.text
    editor.visit("/content-check")
    assert editor.text == before
    path = folder / "pages" / "en" / "tier-3.md"
    path.write_text(path.read_text() + "\nHelp for the handicapped.\n")
    editor.visit("/content-check")
    assert "handicapped" in editor.text
    assert "handicapped" not in before


@pytest.mark.parametrize("role", [role for role in STAFF_ROLES if role is not Role.CONTENT_EDITOR])
def test_only_editors_see_it(role: Role, installation: Installation) -> None:
    other = installation.officer(role)
    other.visit("/")
    assert "Check the content" not in other.text
    assert other.get("/content-check").status_code == 403
