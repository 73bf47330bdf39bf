"""When content has to be looked at again."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from portal.quality.rules.findings import Check, Finding, Review, error, warning
from portal.quality.rules.limits import ReviewEvery


def months_later(day: date, months: int) -> date:
    """Give the same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def overdue(review: Review, today: date, every: ReviewEvery) -> Iterator[Finding]:
    """Give a finding when a review is past, or soon due, or says that it was in the future."""
    place = (review.file, review.line, Check.REVIEW)
    if review.reviewed and review.reviewed > today:
        yield error(
            *place,
            f"reviewed on {in_words(review.reviewed)}, which has not come yet",
            "put in the day of the review",
        )
    elif review.due < today:
        yield error(
            *place, f"the review was due on {in_words(review.due)}", "read it, mend it, put in the new date"
        )
    elif review.due - today <= timedelta(days=every.soon_days):
        yield warning(
            *place, f"the review is due on {in_words(review.due)}", "read it, mend it, put in the new date"
        )


def running_out(file: str, line: int, last: date, today: date, every: ReviewEvery) -> Iterator[Finding]:
    """Give a finding when the dates of the school year end soon or have ended."""
    place = (file, line, Check.REVIEW)
    remedy = "add the next year: sessions “in term time” have no dates after this day"
    if last < today:
        yield error(*place, f"the school year ended on {in_words(last)}", remedy)
    elif last - today <= timedelta(days=every.school_year_days):
        yield warning(*place, f"the school years end on {in_words(last)}", remedy)


def in_words(day: date) -> str:
    """Write a date such as 1 April 2027; findings are English, as the content is."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
