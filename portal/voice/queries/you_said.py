"""Reading “You said, we did”: versions for editors, what stands on the page for everybody."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.voice.models import PublishingReminder, YouSaidPublished, YouSaidVersion, YouSaidWeDid
from portal.voice.rules.you_said import Item, Published, Said, State, Status, ThemeRef, Version, Words


def info_of_wish(key: str) -> bytes:
    """Name the place of a sealed address, so that it cannot be moved to another row."""
    return f"news_request:{key}".encode()


def items(session: Session) -> Sequence[Item]:
    """Give all items for editors, those last changed first."""
    rows = session.execute(
        select(YouSaidWeDid, YouSaidVersion)
        .join(YouSaidVersion, YouSaidVersion.item_id == YouSaidWeDid.id)
        .where(YouSaidVersion.number == YouSaidWeDid.newest)
        .order_by(YouSaidVersion.changed_at.desc(), YouSaidWeDid.id.desc())
    )
    return [_item(row, version) for row, version in rows]


def item(session: Session, number: int) -> Item:
    """Give one item with its newest version; raises NotFoundError."""
    row = session.get(YouSaidWeDid, number)
    if row is None:
        raise NotFoundError
    return _item(row, session.get_one(YouSaidVersion, (number, row.newest)))


def versions(session: Session, number: int) -> Sequence[Version]:
    """Give every version of an item, the newest first."""
    rows = session.scalars(
        select(YouSaidVersion).where(YouSaidVersion.item_id == number).order_by(YouSaidVersion.number.desc())
    )
    return [_version(row) for row in rows]


def published(session: Session) -> Sequence[Published]:
    """Give what everybody may read, the newest first: what was published or changed last."""
    rows: dict[int, list[YouSaidPublished]] = defaultdict(list)
    shown = select(YouSaidPublished).where(YouSaidPublished.is_shown).order_by(YouSaidPublished.number)
    for row in session.scalars(shown):
        rows[row.item_id].append(row)
    found = [
        Published(number, said_of(held[-1]), tuple(row.published_on for row in held))
        for number, held in rows.items()
    ]
    return sorted(found, key=lambda one: (one.days[-1], one.id), reverse=True)


def last_published(session: Session) -> date | None:
    """Give the day on which something was last published or changed."""
    return session.scalar(select(func.max(YouSaidPublished.published_on)))


def last_reminded(session: Session) -> date | None:
    """Give the day of the last reminder to editors."""
    return session.scalar(select(func.max(PublishingReminder.reminded_on)))


def said_of(row: YouSaidVersion | YouSaidPublished) -> Said:
    """Give what a row says."""
    theme = ThemeRef(row.theme_audience, row.theme_group, row.theme_code) if row.theme_code else None
    return Said(
        words=Words(row.asked, row.said, row.did, row.why),
        status=Status(row.status),
        owner=row.owner,
        due_on=row.due_on,
        theme=theme,
        translations=row.translations,
    )


def _version(row: YouSaidVersion) -> Version:
    return Version(row.number, said_of(row), row.changed_by, row.changed_at)


def _item(row: YouSaidWeDid, version: YouSaidVersion) -> Item:
    return Item(row.id, State(row.state), _version(version), row.published, row.published_on)
