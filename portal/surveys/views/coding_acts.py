"""What somebody did, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.infra.i18n import _, ngettext
from portal.surveys.queries.coding_history import Act, HistoryLine
from portal.surveys.rules.themes import ThemeGroup
from portal.surveys.views.coding_pages import name_of


@dataclass(frozen=True, slots=True)
class ActLine:
    """One line of the history."""

    at: datetime
    who: str
    words: str


def act_line(line: HistoryLine, group: ThemeGroup, names: Mapping[str, str]) -> ActLine:
    """Say what somebody did."""
    return ActLine(line.at, name_of(line.who, names), _words(line, group))


def _words(line: HistoryLine, group: ThemeGroup) -> str:
    themes = [f"“{group.label_of(code)}”" for code in line.codes]
    match line.act:
        case Act.CODED:
            return ngettext("coded %(n)s comment", "coded %(n)s comments", line.number)
        case Act.CHANGED:
            return ngettext(
                "changed the themes of a comment %(n)s time",
                "changed the themes of a comment %(n)s times",
                line.number,
            )
        case Act.CLEARED:
            return ngettext("took a choice back %(n)s time", "took a choice back %(n)s times", line.number)
        case Act.ADDED:
            return _("added the theme %(theme)s", theme=themes[0])
        case Act.MERGED:
            return _("merged %(first)s into %(second)s", first=themes[0], second=themes[1])
        case Act.UNDONE:
            return _("undid the merge of %(first)s into %(second)s", first=themes[0], second=themes[1])
