"""“What families said”: the figures that were released, as page, CSV and Word document."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from portal.infra.access import public
from portal.infra.db import reading
from portal.surveys.queries.releases import release_named, releases
from portal.surveys.views.release_files import release_csv, release_word
from portal.surveys.views.release_tables import ShownRelease, shown_release, why_hidden
from portal.surveys.views.word_files import WORD

bp = Blueprint("survey_releases", __name__, url_prefix="/what-families-said")


@bp.get("")
@public
def overview() -> ResponseReturnValue:
    """List the releases, the newest first."""
    with reading() as session:
        found = [shown_release(one, with_tables=False) for one in releases(session)]
    return render_template("surveys/releases/list.html", releases=found)


@bp.get("/<code>")
@public
def show(code: str) -> ResponseReturnValue:
    """Show the tables and charts of one release."""
    return render_template("surveys/releases/show.html", release=_release(code), why_hidden=why_hidden())


@bp.get("/<code>.csv")
@public
def table_file(code: str) -> ResponseReturnValue:
    """Give a release as a file for spreadsheets."""
    return _file(release_csv(_release(code)), "text/csv", f"{code}.csv")


@bp.get("/<code>.docx")
@public
def word_file(code: str) -> ResponseReturnValue:
    """Give a release as a Word document."""
    return _file(release_word(_release(code)), WORD, f"{code}.docx")


def _release(code: str) -> ShownRelease:
    with reading() as session:
        return shown_release(release_named(session, code))


def _file(content: str | bytes, mimetype: str, name: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
