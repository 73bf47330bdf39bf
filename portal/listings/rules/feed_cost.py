"""What a service of a feed costs, as far as it says so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.listings.rules.feed_place import line_in

_LONGEST_NOTE = 500
_MOST_POUNDS = 10_000
_FREE = {"free", "free of charge", "no charge", "no cost", "none", "£0", "0"}
_PRICE = re.compile(r"£ ?[0-9.]*[1-9]")
_AMOUNT = re.compile(r"£? ?([0-9]{1,4}(?:\.[0-9]{1,2})?)")


@dataclass(frozen=True, slots=True)
class FeedCost:
    """The kind of cost, the lowest price that somebody pays, and what else is said; None where it is not."""

    type: str | None
    pence: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class _Option:
    """One price and whom or what it is for."""

    pence: int | None
    whom: str
    what: str

    @property
    def names_a_price(self) -> bool:
        """Tell whether its words hold a price, which counts for more than an amount of nothing beside them."""
        return _PRICE.search(f"{self.whom} {self.what}") is not None

    def __str__(self) -> str:
        words = " ".join(part for part in (self.whom, self.what) if part)
        is_said = not self.pence and (self.names_a_price or words.lower() in _FREE)
        if self.pence is None or is_said:
            return words
        price = _pounds(self.pence) if self.pence else "free"
        return " ".join(part for part in (f"{self.whom}:" if self.whom else "", price, self.what) if part)


def feed_cost(fees: str, options: Sequence[Mapping[str, Any]]) -> FeedCost:
    """Give what it costs; "free" only when nothing names a price: who comes without money is sent home."""
    read = [_option(one) for one in options]
    amounts = [one.pence for one in read if one.pence is not None]
    prices = _prices(read, amounts).rstrip(". ")
    is_said_twice = prices.casefold() == fees.rstrip(". ").casefold()
    note = fees if is_said_twice else ". ".join(text for text in (prices, fees) if text)
    return FeedCost(
        _type(fees, read, amounts),
        min((pence for pence in amounts if pence), default=None),
        note[:_LONGEST_NOTE] or None,
    )


def _type(fees: str, options: Sequence[_Option], amounts: Sequence[int]) -> str | None:
    if any(amounts):
        return "fixed_price"
    if any(one.names_a_price for one in options) or _PRICE.search(fees):
        return None
    return "free" if amounts or fees.lower().rstrip(".!") in _FREE else None


def _prices(options: Sequence[_Option], amounts: Sequence[int]) -> str:
    """Give all prices with whom they are for; nothing where one price says it all."""
    known = sorted(set(amounts))
    span = f"From {_pounds(known[0])} to {_pounds(known[-1])}" if len(known) > 1 else ""
    if not any(one.whom or one.what for one in options):
        return span
    each = "; ".join(dict.fromkeys(str(one) for one in options if str(one)))
    return f"{span}. {each}" if span else each


def _option(option: Mapping[str, Any]) -> _Option:
    whom = line_in(option, "option") or ""
    return _Option(
        _pence(option.get("amount")), whom.rstrip(":. "), line_in(option, "amount_description") or ""
    )


def _pence(value: object) -> int | None:
    if isinstance(value, str) and (match := _AMOUNT.fullmatch(value.strip())):
        value = float(match[1])
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _MOST_POUNDS:
        return None
    return round(value * 100)


def _pounds(pence: int) -> str:
    return f"£{pence / 100:.2f}".removesuffix(".00")
