"""Whether a family can have a place, in words."""

from collections.abc import Iterator
from datetime import date, timedelta

from portal.activities.rules.listing import Capacity, PlacesState
from portal.infra.i18n import _, format_day, ngettext
from portal.taxonomy.content import Taxonomy

# Places go quickly: what was said longer ago may not hold.
_HOLDS = timedelta(days=30)


def no_places_in_words(capacity: Capacity) -> str | None:
    """Give the few words that stand before a next date to which nobody new can come; None when it is not so."""
    if capacity.state is PlacesState.FULL:
        return _("Full")
    if capacity.state is not PlacesState.WAITING_LIST:
        return None
    weeks = capacity.wait_weeks
    if not weeks:
        return _("Waiting list")
    return ngettext("Waiting list, about %(n)s week", "Waiting list, about %(n)s weeks", weeks)


def places_in_words(capacity: Capacity, taxonomy: Taxonomy, today: date) -> Iterator[str]:
    """Give sentences on places and the wait, and when that was said; nothing when it is not known."""
    if capacity.state is None:
        return
    if capacity.state is PlacesState.NOW and capacity.free:
        yield ngettext("%(n)s place now.", "%(n)s places now.", capacity.free)
    else:
        yield f"{_(taxonomy.labels['places_states'][capacity.state])}."
        if capacity.wait_weeks:
            yield ngettext(
                "The wait is about %(n)s week.", "The wait is about %(n)s weeks.", capacity.wait_weeks
            )
    if capacity.reported_on is not None:
        yield _("The organiser told us on %(day)s.", day=format_day(capacity.reported_on))
        if today - capacity.reported_on > _HOLDS:
            yield _("That may have changed. Ask.")
