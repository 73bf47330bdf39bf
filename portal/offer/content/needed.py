"""“Do I need it?”: what families think that they need first, and what each tier asks for."""

from datetime import date
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content.council import TextList, Words
from portal.offer.content.tiers import Tiers


class Answer(ContentModel):
    """Whether one tier asks for it: a short answer and its reason."""

    tier: str
    label: str
    reason: str


class Thing(ContentModel):
    """Something that families are told to have first, such as a diagnosis."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    title: str
    texts: tuple[str, ...] = Field(min_length=1)
    caption: str
    answers: tuple[Answer, ...]


class Needed(ContentModel):
    """All such things, with the words around them."""

    title: str
    summary: Words
    lead: str
    reviewed: date
    things: tuple[Thing, ...] = Field(min_length=1)
    law: TextList

    def answer(self, thing: Thing, tier: str) -> Answer:
        """Give what a tier asks of one thing."""
        return next(answer for answer in thing.answers if answer.tier == tier)


def load(pack: Path, tiers: Tiers) -> Needed:
    """Load content/needed.yaml; raises ContentError unless every thing is answered once for every tier."""
    path = pack / "needed.yaml"
    needed = load_yaml(path, Needed)
    wanted = [entry.code for entry in tiers.tiers]
    for thing in needed.things:
        if [answer.tier for answer in thing.answers] != wanted:
            raise ContentError(
                path, None, f"{thing.code}: give one answer for each of {', '.join(wanted)}, in this order"
            )
    return needed
