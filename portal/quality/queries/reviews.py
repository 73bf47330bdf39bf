"""Dates after which content has to be looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.quality.content.pack_files import PackFiles
from portal.quality.content.yaml_lines import Scalar
from portal.quality.rules.dates import in_words, months_later, overdue, running_out
from portal.quality.rules.findings import Check, Finding, Review, warning
from portal.quality.rules.limits import ReviewEvery

_RULES, _YEARS = "eligibility/", "allowance/"


@dataclass(frozen=True, slots=True)
class _Version:
    """One version of rules, which count from a day."""

    name: str
    since: date
    file: str
    line: int


def reviews(pack: PackFiles, every: ReviewEvery, today: date) -> Iterator[Review]:
    """Give when each file was reviewed and is due: pages, statements and whatever has a date of review."""
    # A version that a newer one has replaced is history: it is kept to be read, and not reviewed again.
    newest = {
        (page.folder, page.language): page.file for page in sorted(pack.pages, key=lambda page: page.slug)
    }
    for page in pack.pages:
        if page.at_front("review_by") is None or newest[page.folder, page.language] == page.file:
            yield from _of(page.file, page.front, every.pages_months)
    versions = list(_versions(pack))
    begun = {one.name: one for one in versions if one.since <= today}
    history = {one.file for one in versions if one.since <= today and begun[one.name] != one}
    for file, scalars in pack.yaml.items():
        if not file.startswith("activities/") and file not in history:
            yield from _of(file, scalars, every.pages_months)
    for one in {version.name: version for version in versions}.values():
        if one.file.startswith(_YEARS):
            # Rules of a financial year end with it, whoever reviewed them.
            yield Review(one.file, one.line, None, months_later(one.since, 12))
        else:
            yield Review(one.file, one.line, one.since, months_later(one.since, every.rules_months))


def _versions(pack: PackFiles) -> Iterator[_Version]:
    """Give every version of all rules, the newest last: limits, ages and money change with the financial year."""
    found = []
    for file, scalars in pack.yaml.items():
        if file.startswith((_RULES, _YEARS)):
            at_top = {scalar.path[0]: scalar for scalar in scalars if len(scalar.path) == 1}
            valid_from = at_top.get("valid_from")
            if valid_from is not None and (since := _day(valid_from)):
                name = at_top["id"].value if "id" in at_top else _YEARS
                found.append(_Version(name, since, file, valid_from.line))
    return iter(sorted(found, key=lambda one: one.since))


def _of(file: str, scalars: tuple[Scalar, ...], months: int) -> Iterator[Review]:
    at_top = {scalar.path[0]: scalar for scalar in scalars if len(scalar.path) == 1}
    reviewed, due = at_top.get("reviewed"), at_top.get("review_by") or at_top.get("next_review")
    since = reviewed or at_top.get("since")
    day = _day(since)
    last = _day(due) or (months_later(day, months) if day and reviewed else None)
    if last is not None:
        where = due or since
        yield Review(file, where.line if where else 1, day, last)


def review_faults(pack: PackFiles, every: ReviewEvery, today: date) -> Iterator[Finding]:
    """Give what is past its review, will be soon, or runs out."""
    for review in reviews(pack, every, today):
        yield from overdue(review, today, every)
    for scalar in pack.yaml.get("school-year.yaml", ()):
        if scalar.path == ("last",) and (last := _day(scalar)):
            yield from running_out("school-year.yaml", scalar.line, last, today, every)
    for file, scalars in pack.listings.items():
        yield from _listings(file, scalars, every, today)


def _listings(file: str, scalars: tuple[Scalar, ...], every: ReviewEvery, today: date) -> Iterator[Finding]:
    for scalar in scalars:
        day = _day(scalar) if scalar.path[-1] in {"checked_on", "valid_to"} else None
        if day is None:
            continue
        if scalar.path[-1] == "checked_on" and months_later(day, every.listings_months) < today:
            yield warning(
                file,
                scalar.line,
                Check.REVIEW,
                f"last checked on {in_words(day)}",
                "ask the organiser, put in the new date",
            )
        if scalar.path[-1] == "valid_to" and day < today:
            yield warning(
                file,
                scalar.line,
                Check.REVIEW,
                f"this session ended on {in_words(day)}",
                "take it out, or add its next dates",
            )


def _day(scalar: Scalar | None) -> date | None:
    try:
        return date.fromisoformat(scalar.value) if scalar else None
    except ValueError:
        return None
