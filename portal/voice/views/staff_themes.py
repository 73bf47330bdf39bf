"""Themes of surveys among which editors choose."""

from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.infra.i18n import _
from portal.surveys.queries.themes import added_themes
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook
from portal.voice.rules.you_said import ThemeRef


def offered() -> tuple[tuple[str, str], ...]:
    """Give every theme as value and label, those of the file and those that staff added."""
    audiences = {
        Audience.YOUNG_PEOPLE: _("Young people"),
        Audience.PARENTS: _("Parents and carers"),
        Audience.PROVIDERS: _("Providers"),
    }
    groups = content(CodeBook).groups
    with reading() as session:
        added = {group: added_themes(session, group.audience, group.code) for group in groups}
    pairs = []
    for group in groups:
        for theme in (*group.themes, *(one.theme for one in added[group])):
            ref = ThemeRef(group.audience.value, group.code, theme.code)
            pairs.append((ref.value, f"{audiences[group.audience]}, {group.heading}: {theme.label}"))
    return tuple(pairs)
