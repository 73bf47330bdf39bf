"""Where a coder is: a round and one of its groups, and the record of each look."""

from dataclasses import dataclass

from portal.infra.access import current_actor
from portal.infra.clock import now
from portal.infra.content_pack import content
from portal.infra.db import reading, unit_of_work
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.rules.questions import Questionnaire
from portal.surveys.queries.rounds import round_named
from portal.surveys.queries.themes import group_here
from portal.surveys.rules.rounds import Round
from portal.surveys.rules.themes import CodeBook, ThemeGroup
from portal.surveys.services.coding import note_look

GROUP = "/themes/<round_code>/<group_code>"


@dataclass(frozen=True, slots=True)
class Place:
    """A round and one of its groups, with the themes that staff added."""

    round: Round
    group: ThemeGroup

    @property
    def survey(self) -> Questionnaire | None:
        """Give the questionnaire; an old round may be one that content has not any more."""
        return content(Questionnaires).by_id.get(self.round.questionnaire)

    def at(self) -> dict[str, str]:
        """Give what addresses of this place need."""
        return {"round_code": self.round.code, "group_code": self.group.code}

    def note(self, what: str) -> None:
        """Record the look before anything is shown: when it cannot be recorded, nothing is."""
        with unit_of_work() as session:
            note_look(session, now=now(), actor=coder(), what=what, round_=self.round, group=self.group)


def place_of(round_code: str, group_code: str) -> Place:
    """Give a place by its codes; raises NotFoundError."""
    with reading() as session:
        found = round_named(session, round_code)
        return Place(found, group_here(session, content(CodeBook), found.audience, group_code))


def coder() -> str:
    """Give who is signed in, as tags and the audit trail name people."""
    return str(current_actor().user_id)
