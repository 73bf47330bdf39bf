"""Loads content/triage.yaml: what outcomes and reasons are called, and what a family reads."""

from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.referrals.rules.triage import Effect, Outcome


class Reason(ContentModel):
    """A reason in words that may stand in a message: it says nothing about a child."""

    code: str
    name: str
    text: str


class OutcomeWords(ContentModel):
    """An outcome for staff (`name`) and for the family (`text`); no text means that no message goes out."""

    code: str = Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=40)
    effect: Effect
    needs_reason: bool = False
    name: str
    text: str | None

    @property
    def outcome(self) -> Outcome:
        """Give what this outcome does."""
        return Outcome(self.code, self.effect, self.needs_reason)


class TriageWords(ContentModel):
    """All outcomes and reasons of the content pack."""

    outcomes: tuple[OutcomeWords, ...]
    reasons: tuple[Reason, ...]

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


def load(pack: Path) -> TriageWords:
    """Load the file; raises ContentError for an outcome without its words and for an effect that no outcome has."""
    path = pack / "triage.yaml"
    words = load_yaml(path, TriageWords)
    codes = [entry.code for entry in words.outcomes]
    for entry in words.outcomes:
        if codes.count(entry.code) > 1:
            raise ContentError(path, None, f"outcomes: {entry.code} stands there more than once")
        if entry.outcome.is_silent == bool(entry.text):
            raise ContentError(
                path, None, f"{entry.code}: a family is told of every outcome but one that is passed on"
            )
    # A council may have no waiting list; a child in danger must always be passed on.
    wanted = {Effect.ACCEPTED, Effect.CLOSED, Effect.PASSED_ON}
    if missing := wanted - {entry.effect for entry in words.outcomes}:
        raise ContentError(path, None, f"outcomes: none has the effect {', '.join(sorted(missing))}")
    if not words.reasons and any(entry.needs_reason for entry in words.outcomes):
        raise ContentError(path, None, "reasons: some outcomes need a reason, so give some")
    return words
