"""Comments and “You said, we did”, for tests: what families send and editors write."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, update

from portal.core.roles import Role
from portal.infra.clock import today
from portal.voice.models import OfferComment, YouSaidPublished
from tests.careful_client import Answers, CarefulClient
from tests.installation import Installation

COMMENT: Answers = {"kind": "accessibility", "words": "The page is too long. My son Zofian cannot read it."}
# The theme of the journey (J12 of the domain notes).
THEME = "young_people/change_wanted/allowance_guidance"
ITEM: Answers = {
    "theme": THEME,
    "asked": "What should change?",
    "said": "We want to know what we can spend the money on.",
    "did": "We wrote a list of what you can buy.",
    "status": "done",
    "owner": "Short breaks team",
}
POLISH: Answers = {
    "asked": "Co powinno się zmienić?",
    "said": "Chcemy wiedzieć, na co możemy wydać pieniądze.",
    "did": "Napisaliśmy listę rzeczy, które można kupić.",
}


def commented(family: CarefulClient, answers: Answers | None = None) -> None:
    """Send a comment on the offer."""
    family.visit("/comment")
    family.press("Send", COMMENT if answers is None else answers)
    assert family.heading == "Thank you for your comment", family.errors


def editor_of(installation: Installation, name: str = "Editor One") -> CarefulClient:
    """Give the browser of a content editor who is signed in."""
    return installation.officer(Role.CONTENT_EDITOR, name=name)


def keys_of(installation: Installation) -> Sequence[str]:
    """Give the keys of all comments."""
    with installation.database.reading() as session:
        return session.scalars(select(OfferComment.key)).all()


def opened(installation: Installation, editor: CarefulClient) -> str:
    """Open the only comment; give its address."""
    (key,) = keys_of(installation)
    editor.visit(f"/offer-comments/{key}")
    return f"/offer-comments/{key}"


def written(editor: CarefulClient, answers: Answers | None = None) -> None:
    """Write a new item and look at it."""
    editor.visit("/you-said/new")
    editor.press("Save and look at it", {**ITEM, **(answers or {})})
    assert editor.heading == "Look at it before families do", editor.errors


def published(editor: CarefulClient, answers: Answers | None = None) -> None:
    """Write an item in which nothing has to be confirmed, and publish it."""
    written(editor, answers)
    editor.press("Publish")
    assert editor.heading == "You said, we did", editor.errors


def published_long_ago(installation: Installation, day: date) -> None:
    """Let everything have been published on an earlier day."""
    assert day < today()
    with installation.database.unit_of_work() as session:
        session.execute(update(YouSaidPublished).values(published_on=day))


def actions(installation: Installation, about: str) -> list[str]:
    """Give the actions on record about something."""
    from sqlalchemy import text

    with installation.database.reading() as session:
        rows = session.scalars(text("SELECT action FROM audit_event ORDER BY id"))
        return [action for action in rows if action.startswith(about)]
