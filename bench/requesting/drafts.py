"""Requests that are filled in and wait to be sent, each in the draft of a browser of its own."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.generated import SEED
from bench.requesting.answers import filled
from portal.infra.clock import now, today
from portal.infra.db import Database
from portal.questionnaires.rules.questions import Questionnaire
from portal.questionnaires.services import open_draft

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft with its cookie; `key` is the one under which it may be sent once."""

    token: str
    key: str


def waiting_drafts(database: Database, questionnaire: Questionnaire, count: int) -> Sequence[Waiting]:
    """Make so many drafts, each with answers that can be sent; a family that may be written to gets a message."""
    chance = random.Random(SEED + 7)
    made: list[Waiting] = []
    while len(made) < count:
        with database.unit_of_work() as session:
            for _number in range(min(_AT_ONCE, count - len(made))):
                entries = dict(filled(questionnaire, today(), chance))
                # So that each sending has a message to count.
                entries |= {"contact_method": ("email",), "safe_message": ("yes",)}
                entries |= {"email": (f"family{len(made)}@example.org",)}
                token, draft = open_draft(
                    session, token=None, questionnaire=questionnaire, now=now(), entries=entries
                )
                made.append(Waiting(token, draft.key))
    return made
