"""What people wrote in their own words, for commissioners: by whole months and apart from what was chosen."""

from dataclasses import dataclass

from portal.infra.paging import Paged
from portal.voice.views.staff_period import PeriodAsked


@dataclass(frozen=True, slots=True)
class WordsPage:
    """One page of words; `address` is where its other pages are, `back` the counts of the same days."""

    title: str
    asked: PeriodAsked
    days: str
    texts: Paged[str]
    address: str
    back: str
    back_label: str
    file: str | None = None

    def page_address(self, number: int) -> str:
        """Give the address of another page of these words."""
        address = self.asked.address(self.address)
        return f"{address}{'&' if '?' in address else '?'}page={number}"
