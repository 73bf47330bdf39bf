"""What an import did, row by row where a person must look."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not published; rows count from 1."""

    row: int
    id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that repeats an earlier one, by id or by name and organisation."""

    row: int
    name: str
    same_as_row: int
    is_published: bool


@dataclass(frozen=True, slots=True)
class Dropped:
    """A web address that was no web address; its listing was published without it."""

    row: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The file says that it is one page of several; None where it does not say which, or of how many."""

    number: int | None
    of: int | None

    def as_text(self) -> str:
        """Give what a person should do about it."""
        number, of = self.number if self.number is not None else "?", self.of or "?"
        return f"The file is page {number} of {of}: the services of the other pages are not in it."


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The figures of one import; read is accepted and rejected together."""

    read: int
    accepted: int
    new: int
    changed: int
    unchanged: int
    withdrawn: int
    rejected_by_reason: Mapping[str, int]
    empty_names: int
    rejected: tuple[Rejection, ...]
    duplicates: tuple[Duplicate, ...]
    repaired_addresses: int
    dropped_addresses: tuple[Dropped, ...]
    seconds: float
    page: FeedPage | None = None

    def as_text(self) -> str:
        """Give the report for a terminal."""
        left_out = sum(not duplicate.is_published for duplicate in self.duplicates)
        lines = [
            f"Read {self.read} rows in {self.seconds:.1f} seconds.",
            *([self.page.as_text()] if self.page else []),
            f"Accepted {self.accepted}: {self.new} new, {self.changed} changed, {self.unchanged} unchanged.",
            f"Withdrawn {self.withdrawn}: published before, and closed now.",
            f"Rejected {len(self.rejected)}:",
            *(f"  {count} {reason}" for reason, count in sorted(self.rejected_by_reason.items())),
            *(
                f"  row {one.row}: {one.reason}: {one.name or '(no name)'} [{one.id}]"
                for one in self.rejected
            ),
            f"Empty names: {self.empty_names}.",
            f"Duplicates {len(self.duplicates)}: {left_out} left out, the others differ and are published:",
            *(f"  row {one.row}: {one.name}, like row {one.same_as_row}" for one in self.duplicates),
            f"Web addresses: {self.repaired_addresses} repaired, {len(self.dropped_addresses)} dropped:",
            *(f"  row {one.row}: {one.name}: {one.text}" for one in self.dropped_addresses),
        ]
        return "\n".join(lines)


NO_NAME = "no name"
