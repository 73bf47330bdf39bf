"""The themes of a group: adding one, merging two, undoing a merge, and who did what."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.queries import names
from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.infra.forms import ActionForm
from portal.infra.i18n import _
from portal.infra.responses import see_other
from portal.surveys.queries.coding_history import history as history_of
from portal.surveys.queries.themes import all_merges
from portal.surveys.rules.coding import final_codes
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import CodeBook, Theme, ThemeGroup
from portal.surveys.services import themes as services
from portal.surveys.services.themes import MergeError
from portal.surveys.views.coding_acts import ActLine, act_line
from portal.surveys.views.coding_form import MergeForm, ThemeForm
from portal.surveys.views.coding_pages import name_of
from portal.surveys.views.coding_place import GROUP, Place, coder, place_of

bp = Blueprint("coding_themes", __name__)
_THEMES = f"{GROUP}/list"


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge that counts, with the two labels and who made it."""

    id: int
    from_label: str
    into_label: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThemesPage:
    """The themes that count, those that were merged, and the forms to change both."""

    round: Round
    group: ThemeGroup
    offered: tuple[Theme, ...]
    merges: tuple[MergeLine, ...]
    theme_form: ThemeForm
    merge_form: MergeForm
    said: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Who did what in a group, the newest first."""

    round: Round
    group: ThemeGroup
    lines: tuple[ActLine, ...]


@bp.get(_THEMES)
@requires(Role.COMMISSIONER)
def themes(round_code: str, group_code: str) -> ResponseReturnValue:
    """Show the themes of a group and what was merged."""
    return _shown(place_of(round_code, group_code))


@bp.post(f"{_THEMES}/add")
@requires(Role.COMMISSIONER)
def add(round_code: str, group_code: str) -> ResponseReturnValue:
    """Add a theme; one with the same name stays as it is."""
    place, form = place_of(round_code, group_code), ThemeForm()
    if not form.validate_on_submit():
        return _shown(place, theme_form=form)
    with unit_of_work() as session:
        _theme, is_new = services.add_theme(
            session,
            now=now(),
            actor=coder(),
            book=content(CodeBook),
            group=place.group,
            label=form.words,
        )
    return see_other("coding_themes.themes", **place.at(), done="added" if is_new else "there")


@bp.post(f"{_THEMES}/merge")
@requires(Role.COMMISSIONER)
def merge(round_code: str, group_code: str) -> ResponseReturnValue:
    """Count one theme as another; whoever comes second is told what the first has merged."""
    place, form = place_of(round_code, group_code), MergeForm()
    if not form.validate_on_submit():
        return _shown(place, merge_form=form)
    try:
        with unit_of_work() as session:
            services.merge_themes(
                session,
                now=now(),
                actor=coder(),
                group=place.group,
                from_code=form.from_code.data,
                into_code=form.into_code.data,
            )
    except MergeError as error:
        form.refuse(error.fault)
        return _shown(place, merge_form=form), 409
    return see_other("coding_themes.themes", **place.at(), done="merged")


@bp.post(f"{_THEMES}/merges/<int:merge_id>/undo")
@requires(Role.COMMISSIONER)
def undo(round_code: str, group_code: str, merge_id: int) -> ResponseReturnValue:
    """Count a merged theme for itself again."""
    place = place_of(round_code, group_code)
    if not ActionForm().validate_on_submit():
        return see_other("coding_themes.themes", **place.at(), done="again")
    with unit_of_work() as session:
        is_undone = services.undo_merge(
            session,
            now=now(),
            actor=coder(),
            audience=place.round.audience,
            group=place.group.code,
            merge_id=merge_id,
        )
    return see_other("coding_themes.themes", **place.at(), done="undone" if is_undone else "gone")


@bp.get(f"{GROUP}/history")
@requires(Role.COMMISSIONER)
def history(round_code: str, group_code: str) -> ResponseReturnValue:
    """Show who coded, merged and undid what, and when."""
    place = place_of(round_code, group_code)
    with reading() as session:
        known = names(session)
        lines = tuple(
            act_line(line, place.group, known) for line in history_of(session, place.round, place.group)
        )
    page = HistoryPage(place.round, place.group, lines)
    return render_template("surveys/coding/history.html", page=page)


def _shown(place: Place, theme_form: ThemeForm | None = None, merge_form: MergeForm | None = None) -> str:
    """Show the themes with the forms, each with what was typed."""
    with reading() as session:
        known = names(session)
        standing = [
            one
            for one in all_merges(session, place.round.audience, place.group.code)
            if one.undone_at is None
        ]
    final = final_codes(one.merge for one in standing)
    offered = tuple(theme for theme in place.group.themes if theme.code not in final)
    merging = merge_form or MergeForm()
    merging.offer(offered)
    label = place.group.label_of
    page = ThemesPage(
        round=place.round,
        group=place.group,
        offered=offered,
        merges=tuple(
            MergeLine(
                id=one.id,
                from_label=label(one.from_code),
                into_label=label(one.into_code),
                by=name_of(one.merged_by, known),
                at=one.merged_at,
            )
            for one in reversed(standing)
        ),
        theme_form=theme_form or ThemeForm(),
        merge_form=merging,
        said=_said(request.args.get("done", "")),
    )
    return render_template("surveys/coding/themes.html", page=page)


def _said(done: str) -> str:
    """Say what was done on the page before."""
    return {
        "added": _("The theme is added. Everybody who codes sees it from now on."),
        "there": _("There is a theme with this name already. Nothing was added."),
        "merged": _("The two themes count as one from now on, in all reports."),
        "undone": _("The merge is undone. Both themes count for themselves again."),
        "gone": _("Somebody has undone this merge already."),
        "again": _("That did not work. Press the button again."),
    }.get(done, "")
