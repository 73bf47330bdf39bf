"""The banner of editors when families have waited a year for comments and response."""

from portal.infra.clock import today
from portal.infra.db import reading
from portal.infra.i18n import _, format_day
from portal.voice.queries.you_said import last_published
from portal.voice.rules.you_said import is_overdue


def yearly_banner() -> str:
    """Say that something is due, with the regulation; "" where nothing is."""
    with reading() as session:
        last = last_published(session)
    duty = _(
        "Regulation 56 of the Special Educational Needs and Disability Regulations 2014 asks for this. Publish the "
        "comments of families and the response at least once a year."
    )
    if last is None:
        return _("Nothing is published yet. %(duty)s", duty=duty)
    if not is_overdue(last, today()):
        return ""
    return _("Last published on %(day)s, more than 12 months ago. %(duty)s", day=format_day(last), duty=duty)
