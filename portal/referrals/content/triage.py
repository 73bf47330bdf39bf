"""Loads content/triage.yaml: outcomes, reasons, what else there is, clocks, and what a family reads of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

import portal.offer.content.tiers as tiers_content
from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content.council import Words
from portal.referrals.rules.clock import Clocks
from portal.referrals.rules.triage import Effect, Outcome

_Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=40)]
_Days = Annotated[int, Field(ge=1, le=250)]
_NO_BY_ITSELF = frozenset({Effect.CLOSED, Effect.WAITING_LIST})


class Reason(ContentModel):
    """A reason in plain words, on the family's page; it says nothing about a child."""

    code: _Code
    name: str
    text: str


class Alternative(ContentModel):
    """Something else that there is, for a family that does not get what it asked for."""

    code: _Code
    name: str
    text: str
    address: Annotated[str, Field(pattern=r"^/[a-z0-9/?=&_-]*$")] | None = None


class OutcomeWords(ContentModel):
    """An outcome for staff (`name`) and for the family (`text`); no text means that the family is not told.

    An end without a short break counts as a “no” unless the file says otherwise, so that no reason is forgotten.
    `alternatives` are those that go with it, all when none is named; `programme` is what the family gets.
    """

    code: _Code
    effect: Effect
    is_no: bool | None = None
    name: str
    text: str | None
    alternatives: tuple[_Code, ...] = ()
    programme: _Code | None = None

    def goes_with(self, alternative: str) -> bool:
        """Tell whether an alternative goes with this outcome."""
        return not self.alternatives or alternative in self.alternatives

    @property
    def outcome(self) -> Outcome:
        """Give what this outcome does."""
        is_no = self.effect in _NO_BY_ITSELF if self.is_no is None else self.is_no
        return Outcome(self.code, self.effect, is_no)


class ClockDays(ContentModel):
    """Working days; those of first contact and decision are in council.yaml, because families are told them."""

    after_family: _Days
    family_answer: _Days
    family_reminder_after: _Days
    waiting_list_look: _Days
    place_answer: _Days
    place_reminder_before: _Days
    second_look: _Days


class TriageWords(ContentModel):
    """Everything of the content pack that triage uses."""

    outcomes: tuple[OutcomeWords, ...]
    reasons: tuple[Reason, ...]
    alternatives: tuple[Alternative, ...]
    ask_again: Words
    complain: Words
    clocks: ClockDays

    def outcome(self, code: str) -> OutcomeWords | None:
        """Give an outcome by its code; None for one that the pack has no more."""
        return next((entry for entry in self.outcomes if entry.code == code), None)

    def name(self, code: str) -> str:
        """Give what staff call an outcome, its code when the pack has it no more."""
        found = self.outcome(code)
        return found.name if found else code

    def reason(self, code: str) -> Reason | None:
        """Give a reason by its code."""
        return next((entry for entry in self.reasons if entry.code == code), None)

    def alternative(self, code: str) -> Alternative | None:
        """Give something else that there is, by its code."""
        return next((entry for entry in self.alternatives if entry.code == code), None)

    def clocks_with(self, decision_working_days: int) -> Clocks:
        """Give all clocks; the days to the decision are the council's promise."""
        return Clocks(decision=decision_working_days, **self.clocks.model_dump())


def load(pack: Path) -> TriageWords:
    """Load the file; raises ContentError for the first thing that would leave a family without an answer."""
    path = pack / "triage.yaml"
    words = load_yaml(path, TriageWords)
    programmes = [entry.code for entry in tiers_content.load(pack).programmes]
    if fault := next(_faults(words, programmes), None):
        raise ContentError(path, None, fault)
    return words


def _faults(words: TriageWords, programmes: Sequence[str]) -> Iterator[str]:
    yield from _twice("outcomes", [entry.code for entry in words.outcomes])
    yield from _twice("reasons", [entry.code for entry in words.reasons])
    yield from _twice("alternatives", [entry.code for entry in words.alternatives])
    known = {entry.code for entry in words.alternatives}
    for entry in words.outcomes:
        if entry.outcome.is_silent == bool(entry.text):
            yield f"{entry.code}: a family is told of every outcome but one that is passed on"
        if unknown := set(entry.alternatives) - known:
            yield f"{entry.code}: no alternative is called {', '.join(sorted(unknown))}"
        if entry.programme and entry.programme not in programmes:
            yield f"{entry.code}: no programme of tiers.yaml is called {entry.programme}"
    # A council may have no waiting list; a child in danger must always be passed on.
    wanted = {Effect.ACCEPTED, Effect.CLOSED, Effect.PASSED_ON}
    if missing := wanted - {entry.effect for entry in words.outcomes}:
        yield f"outcomes: none has the effect {', '.join(sorted(missing))}"
    if any(entry.outcome.is_no for entry in words.outcomes):
        if not words.reasons:
            yield "reasons: some outcomes are a “no”, so give some"
        if not words.alternatives:
            yield "alternatives: some outcomes are a “no”, so say what else there is"


def _twice(where: str, codes: Sequence[str]) -> Iterator[str]:
    yield from (f"{where}: {code} stands there more than once" for code in codes if codes.count(code) > 1)
