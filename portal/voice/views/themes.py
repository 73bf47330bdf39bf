"""Themes of surveys as “You said, we did” names them."""

from portal.infra.content_pack import content
from portal.surveys.rules.rounds import Audience
from portal.surveys.rules.themes import CodeBook
from portal.voice.rules.you_said import ThemeRef


def label_of(theme: ThemeRef | None) -> str:
    """Give the English words of a theme of the file; "" for none and for one that only staff can read."""
    if theme is None or theme.audience not in set(Audience):
        return ""
    group = content(CodeBook).group(Audience(theme.audience), theme.group)
    found = next((one for one in group.themes if one.code == theme.code), None) if group else None
    return found.label if found else ""
