"""The coding desk: how far each group of each round is, and comments that were coded; each look is on record."""

from collections.abc import Mapping

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import names
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.i18n import _
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.surveys.queries import coding as queries
from portal.surveys.queries.rounds import rounds
from portal.surveys.rules.agreement import Codings, differences
from portal.surveys.rules.themes import CodeBook
from portal.surveys.views import coding_pages as pages
from portal.surveys.views.coding_place import GROUP, Place, coder, place_of

bp = Blueprint("coding", __name__)
_ON_A_PAGE = 20


@bp.get("/themes")
@requires(Role.COMMISSIONER)
def overview() -> ResponseReturnValue:
    """Show how far every group of every round is."""
    book, found = content(CodeBook), []
    with reading() as session:
        for one in rounds(session):
            rows = [
                pages.group_row(
                    group,
                    queries.progress(session, one, group, coder()),
                    queries.coded(session, one, group, twice=True),
                )
                for group in book.of(one.audience)
            ]
            found.append(pages.RoundRows(one, tuple(rows)))
    return render_template("surveys/coding/overview.html", rounds=[one for one in found if one.rows])


@bp.get(GROUP)
@requires(Role.COMMISSIONER)
def group(round_code: str, group_code: str) -> ResponseReturnValue:
    """Show one group of a round: what is left to code, what was found, how far coders agree."""
    place = place_of(round_code, group_code)
    place.note("themes_seen")
    with reading() as session:
        coded = queries.coded(session, place.round, place.group)
        progress = queries.progress(session, place.round, place.group, coder())
        page = pages.GroupPage(
            round=place.round,
            group=place.group,
            progress=progress,
            queues=pages.queue_lines(progress),
            agreement=pages.agreement_of(coded),
            lines=pages.theme_lines(place.group, coded),
            coders=pages.coder_lines(coded, names(session)),
            said=_said(request.args.get("done", "")),
        )
    return render_template("surveys/coding/group.html", page=page)


@bp.get(f"{GROUP}/differences")
@requires(Role.COMMISSIONER)
def differing(round_code: str, group_code: str) -> ResponseReturnValue:
    """Show the comments about which two coders differ, with both choices side by side."""
    place = place_of(round_code, group_code)
    with reading() as session:
        coded = queries.coded(session, place.round, place.group, twice=True)
    return _shown(place, differences(coded.codings, coded.merges), is_about_differences=True)


@bp.get(f"{GROUP}/mine")
@requires(Role.COMMISSIONER)
def mine(round_code: str, group_code: str) -> ResponseReturnValue:
    """Show what this coder coded, without the choices of others: a second coder is to decide alone."""
    place, me = place_of(round_code, group_code), coder()
    with reading() as session:
        codings = queries.codings(session, place.round, place.group)
    found = {key: {me: chosen[me]} for key, chosen in sorted(codings.items()) if me in chosen}
    return _shown(place, found, is_about_differences=False)


def _shown(place: Place, found: Mapping[str, Codings], *, is_about_differences: bool) -> str:
    """Open the comments of one page, after the look is on record."""
    place.note("coded_comments_seen")
    number = page_number(request.args)
    start = (number - 1) * _ON_A_PAGE
    here = dict(list(found.items())[start : start + _ON_A_PAGE])
    with reading() as session:
        opened = queries.comments(session, keys().opener, place.round, place.group, list(here))
        rows = pages.coded_rows(place, here, opened, names(session), start + 1)
    page = pages.CodedPage(
        round=place.round,
        group=place.group,
        rows=Paged(rows, len(found), number, _ON_A_PAGE),
        is_about_differences=is_about_differences,
    )
    return render_template("surveys/coding/coded.html", page=page)


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "end": _("Nothing is left in this queue."),
        "saved": _("Your choice is saved."),
        "cleared": _("Your choice is taken back. The comment waits in your queue again."),
    }.get(done, "")
