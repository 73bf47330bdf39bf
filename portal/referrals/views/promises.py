"""What a family is promised when it asks: by when, and how, it hears from the council."""

from datetime import date

from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.i18n import format_day, speaking
from portal.infra.working_days import working_day_after
from portal.offer.content import Council


def contact_by(sent: date, *, is_urgent: bool) -> date:
    """Give the day by which somebody contacts the family."""
    return working_day_after(sent, content(Council).waits.contact_days(is_urgent=is_urgent))


def message_values(language: str) -> dict[str, str]:
    """Give what the confirmation of a request that is sent today says, in a language."""
    council, sent = content(Council), today()
    with speaking(language):
        return {
            "day": format_day(contact_by(sent, is_urgent=False), weekday=True),
            "urgent_day": format_day(contact_by(sent, is_urgent=True), weekday=True),
            "phone": council.contacts.short_breaks_team.phone,
            "council": council.name,
        }
