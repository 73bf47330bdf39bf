"""“Check the content” for editors: what `portal content check` says, as a page."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Blueprint, Flask, current_app, render_template
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import today
from portal.infra.current import settings
from portal.infra.i18n import _
from portal.quality.queries.addresses import Addresses
from portal.quality.queries.checking import Load, check_pack
from portal.quality.rules.findings import Check, Finding, Report, Review

bp = Blueprint("quality_staff", __name__)


class Checked:
    """The newest report of this process; a file that changes, and a new day, ask for another."""

    def __init__(self, addresses: Addresses, load: Load) -> None:
        """Take what a check needs."""
        self._addresses, self._load = addresses, load
        self._lock = threading.Lock()
        self._held: tuple[object, Report] | None = None

    def report(self, folder: Path, day: date) -> Report:
        """Give the report of a folder as it is now; two people who ask at once wait for the same one."""
        with self._lock:
            state = (day, _state_of(folder))
            if self._held is None or self._held[0] != state:
                report = check_pack(folder, addresses=self._addresses, load=self._load, today=day)
                self._held = (state, report)
            return self._held[1]


def init_quality(app: Flask, addresses: Addresses, load: Load) -> None:
    """Let the editors’ page check the content; `load` reads a pack as the portal does at its start."""
    app.extensions["portal.quality"] = Checked(addresses, load)


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One kind of check with its counts."""

    name: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What was found in one file; `id` is its place on the page."""

    id: str
    file: str
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything that was found, by file, and what is to be reviewed when."""

    report: Report
    checks: tuple[CheckLine, ...]
    files: tuple[FileFindings, ...]
    reviews: tuple[Review, ...]
    today: date


def _names() -> dict[Check, str]:
    return {
        Check.SCHEMA: _("The file can be used"),
        Check.LINK: _("Links"),
        Check.UNUSED: _("Things that nobody uses"),
        Check.LANGUAGE: _("Languages"),
        Check.REVIEW: _("Dates of review"),
        Check.READING_AGE: _("Reading age"),
        Check.SENTENCE: _("Length of sentences"),
        Check.WORD: _("Words to avoid"),
        Check.ACRONYM: _("Short forms"),
    }


@bp.get("/content-check")
@requires(Role.CONTENT_EDITOR)
def content_check() -> ResponseReturnValue:
    """Show what is wrong with the content and what to do."""
    checked: Checked = current_app.extensions["portal.quality"]
    day, names = today(), _names()
    report = checked.report(settings().content, day)
    page = CheckPage(
        report=report,
        checks=tuple(CheckLine(names[check], *counts) for check, counts in report.by_check.items()),
        files=tuple(
            FileFindings(f"file-{number}", file, found)
            for number, (file, found) in enumerate(report.by_file.items(), start=1)
        ),
        reviews=report.reviews,
        today=day,
    )
    return render_template("quality/check.html", page=page)
