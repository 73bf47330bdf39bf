"""Facts of an activity in words."""

from markupsafe import Markup

from portal.core.ages import AgeRange
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language, format_number, ngettext

_NOON = "12:00"
_PENCE = 100


def ages_in_words(ages: AgeRange) -> str | None:
    """Give "5 to 18 years", or None when nothing is known."""
    if ages.youngest is None and ages.oldest is None:
        return None
    if ages.oldest is None:
        return _("%(youngest)s years and over", youngest=ages.youngest)
    if ages.youngest is None:
        return _("up to %(oldest)s years", oldest=ages.oldest)
    if ages.youngest == ages.oldest:
        return ngettext("%(n)s year", "%(n)s years", ages.youngest)
    return _("%(youngest)s to %(oldest)s years", youngest=ages.youngest, oldest=ages.oldest)


def clock(time: str) -> str:
    """Give "10:00" as "10am" in English; other languages keep the 24 hours that they use."""
    if current_language() != SOURCE_LANGUAGE:
        return time
    if time == _NOON:
        return "12 noon"
    hour, minute = int(time[:2]), time[3:]
    half = "am" if hour < 12 else "pm"
    shown = hour % 12 or 12
    return f"{shown}{half}" if minute == "00" else f"{shown}:{minute}{half}"


def pounds(pence: int) -> str:
    """Give pence as pounds: "£4.50", and "£4" for whole pounds."""
    return f"£{pence // _PENCE}" if pence % _PENCE == 0 else f"£{pence / _PENCE:.2f}"


def miles_in_words(miles: float) -> str:
    """Give a distance as a family says it."""
    if miles < 1:
        return _("Less than 1 mile away")
    rounded = round(miles) if miles >= 10 else round(miles, 1)
    shown = format_number(rounded)
    return _("1 mile away") if rounded == 1 else _("%(miles)s miles away", miles=shown)


def listing_language() -> str | None:
    """Give the language in which listings are written, where the page has another."""
    return None if current_language() == SOURCE_LANGUAGE else SOURCE_LANGUAGE


def listing_written() -> Markup:
    """Give the attribute that says so of an element; nothing where the page has the same language."""
    language = listing_language()
    return Markup(' lang="{}"').format(language) if language else Markup()
