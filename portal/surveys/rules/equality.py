"""The equality questions after a survey: about whom they are, and how coarse their date is."""

from datetime import date
from enum import StrEnum


class About(StrEnum):
    """About whom the answers are: parents answer for their child, young people for themselves."""

    CHILD = "child"
    ME = "me"


def month_of(day: date) -> date:
    """Give the first day of the month: a day could be matched with the day of a survey's answers."""
    return day.replace(day=1)
