"""Files with dates for a family's own calendar."""

from collections.abc import Sequence

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.queries import ActivityPage, activity_page
from portal.activities.queries.comparing import activity_pages
from portal.activities.rules.sessions import SchoolYear
from portal.activities.rules.shortlist import is_slug, slugs_among
from portal.activities.views.asked import ADDRESS
from portal.activities.views.calendar_file import CalendarFrame, calendar_file
from portal.activities.views.compare_page import COMPARE
from portal.infra.access import public
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.current import settings
from portal.infra.db import reading
from portal.infra.i18n import _

bp = Blueprint("calendar", __name__)


@bp.get(f"{ADDRESS}/<slug>/calendar.ics")
@public
def of_activity(slug: str) -> ResponseReturnValue:
    """Give the dates of one activity."""
    with reading() as session:
        found = activity_page(session, slug)
    return _file((found,), found.listing.name, slug, f"{ADDRESS}/{slug}")


@bp.get(f"{COMPARE}/calendar.ics")
@public
def of_list() -> ResponseReturnValue:
    """Give the dates of a list."""
    with reading() as session:
        found = activity_pages(session, slugs_among(request.args.getlist("activity")))
    return _file(found, _("Short breaks"), "short-breaks", ADDRESS)


def _file(found: Sequence[ActivityPage], title: str, name: str, back: str) -> ResponseReturnValue:
    """Answer with a file, or say kindly that there are no dates."""
    frame = CalendarFrame(title, now(), content(SchoolYear), settings().public_url)
    made = calendar_file(found, frame)
    if made is None:
        return render_template("activities/no_dates.html", back=back), 404
    # A name from outside stands in no header as it came.
    file_name = name if is_slug(name) else "calendar"
    return Response(
        made,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}.ics"'},
    )
