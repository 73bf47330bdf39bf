"""Loads content/triage.yaml: what outcomes and reasons are called, and what a family reads."""

from pathlib import Path

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.referrals.rules.triage import Outcome, needs_reason


class Reason(ContentModel):
    """A reason in words that may stand in a message: it says nothing about a child."""

    code: str
    name: str
    text: str


class OutcomeWords(ContentModel):
    """An outcome for staff (`name`) and for the family (`text`); no text means that no message goes out."""

    code: Outcome
    name: str
    text: str | None


class TriageWords(ContentModel):
    """All outcomes and reasons of the content pack."""

    outcomes: tuple[OutcomeWords, ...]
    reasons: tuple[Reason, ...]

    def outcome(self, outcome: Outcome) -> OutcomeWords:
        """Give the words of an outcome."""
        return next(entry for entry in self.outcomes if entry.code is outcome)

    def reason(self, code: str) -> Reason | None:
        """Give a reason by its code."""
        return next((entry for entry in self.reasons if entry.code == code), None)


def load(pack: Path) -> TriageWords:
    """Load the file; raises ContentError unless every outcome stands there once, with words where it needs them."""
    path = pack / "triage.yaml"
    words = load_yaml(path, TriageWords)
    if sorted(entry.code for entry in words.outcomes) != sorted(Outcome):
        raise ContentError(path, None, "outcomes: give each outcome once")
    for entry in words.outcomes:
        is_silent = entry.code is Outcome.SAFEGUARDING_PASSED_ON
        if is_silent == bool(entry.text):
            raise ContentError(
                path, None, f"{entry.code}: a family is told of every outcome but safeguarding"
            )
    if not words.reasons and any(needs_reason(entry.code) for entry in words.outcomes):
        raise ContentError(path, None, "reasons: some outcomes need a reason, so give some")
    return words
