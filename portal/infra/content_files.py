"""Files of the content pack: read whole, checked, and refused with file, line and reason."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import escape
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from portal.core.errors import PortalError
from portal.infra.i18n import _


class ContentError(PortalError):
    """A content file cannot be used; shown as one line with file, line and reason."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        """Keep where it is and what is wrong."""
        self.path, self.line, self.reason = path, line, reason
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {reason}")


class ContentModel(BaseModel):
    """The base of all content: frozen, and an unknown key is an error, because it is a misspelt one."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _no_truth(value: Any) -> Any:
    """Refuse `true`, which would be read as 1."""
    if value is True or value is False:
        raise ValueError("this is a number, not true or false")
    return value


Whole = Annotated[int, BeforeValidator(_no_truth)]
Number = Annotated[float, BeforeValidator(_no_truth)]
Model = TypeVar("Model", bound=BaseModel)
_WHOLE, _DAY = "this is a whole number", "this is a day without a time, such as 2026-04-01"
_LIST, _KEYS = "this is a list, such as [a, b]", "this has keys and values, such as id: a"
_IN_WORDS = {
    "extra_forbidden": "there is no such key here; is it misspelt?",
    "missing": "is missing",
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _KEYS,
    "mapping_type": _KEYS,
    "model_type": _KEYS,
    "finite_number": "this is a number",
    "float_type": "this is a number",
    "float_parsing": "this is a number",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "too_long": "there are too many entries here",
    "date_type": _DAY,
    "date_from_datetime_inexact": _DAY,
    "date_from_datetime_parsing": _DAY,
}
# Names in names in names could make millions of a few lines.
_MOST_ENTRIES = 200_000
_LOOKS_LIKE_A_DAY = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![\w-])")


def _parsed(path: Path, text: str) -> Any:
    try:
        parsed = YAML(typ="rt", pure=True).load(text)
        too_large = _size(parsed, {}) > _MOST_ENTRIES
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise ContentError(
            path, mark.line + 1 if mark else None, str(error.problem or error.context)
        ) from error
    except ValueError as error:
        # The parser reads days and numbers itself, and does not say where it stands.
        raise ContentError(path, *no_such_day(text, str(error))) from error
    except RecursionError as error:
        raise ContentError(path, None, "too many things stand inside each other") from error
    if too_large:
        raise ContentError(
            path, None, f"there are more than {_MOST_ENTRIES:,} entries, each *name written out"
        )
    return parsed


def no_such_day(text: str, otherwise: str) -> tuple[int | None, str]:
    """Give the line of the first day that no calendar has, and what is wrong; or another reason."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _LOOKS_LIKE_A_DAY.findall(line.partition(" #")[0]):
            try:
                date(*map(int, found.split("-")))
            except ValueError:
                return number, f"there is no day {found} in the calendar"
    return None, otherwise


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(path, line, "the letters of the file are not UTF-8; save it as UTF-8") from error
    except OSError as error:
        raise ContentError(path, None, f"the file cannot be read ({type(error).__name__})") from error


def line_of(node: Any, place: Sequence[str | int]) -> int | None:
    """Give the line, from 1, on which a place such as ("pages", 2, "title") stands in a parsed file."""
    line: int | None = None
    for step in place:
        marks = getattr(node, "lc", None)
        if marks is None:
            break
        try:
            line = (marks.key(step)[0] if isinstance(node, dict) else marks.item(step)[0]) + 1
            node = node[step]
        except (KeyError, IndexError, TypeError):
            break
    return line


def _plain(node: Any) -> Any:
    """Turn the parser's own types into plain ones, so that validation is strict and fast."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (str, int, float):
        if isinstance(node, kind):
            return kind(node)
    return node


def _size(node: Any, sizes: dict[int, int]) -> int:
    """Give how many entries there are when each `*name` is written out; what has a name is counted once."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if id(node) not in sizes:
        sizes[id(node)] = 1 + sum(_size(one, sizes) for one in inside)
    return sizes[id(node)]


def load_yaml(path: Path, model: type[Model]) -> Model:
    """Load a YAML 1.2 file into a frozen value; raises ContentError for the first fault, with its line."""
    return validated(path, _parsed(path, _read(path)), model)


def validated(path: Path, node: Any, model: type[Model], first_line: int = 1) -> Model:
    """Check parsed YAML against a model; `first_line` is where it starts in its file."""
    try:
        return model.model_validate(_plain(node if node is not None else {}))
    except ValidationError as error:
        # A misspelt key is also a missing one; the misspelling is what the editor looks for.
        fault = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        place = [step for step in fault["loc"] if isinstance(step, str | int)]
        line = line_of(node, place) or 1
        named = ".".join(str(step) for step in place) or "file"
        raise ContentError(
            path, line + first_line - 1, f"{named}: {_IN_WORDS.get(fault['type'], _plainly(fault['msg']))}"
        ) from error


def _plainly(message: str) -> str:
    """Give a reason of our own models as they say it."""
    return message.removeprefix("Value error, ")


_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


def load_markdown(path: Path, model: type[Model]) -> tuple[Model, str]:
    """Load a page with front matter and give both: the values, and the Markdown text below them."""
    match = _FRONT.match(_read(path))
    if match is None:
        raise ContentError(path, 1, "the page starts with --- front matter ---")
    return validated(path, _parsed(path, match[1]), model, first_line=2), match[2]


def _open_table(_renderer: Any, tokens: Sequence[Token], place: int, *_rest: Any) -> str:
    """Let a wide table scroll by itself, by keyboard too, so that a small screen keeps its page."""
    # A word inside an f-string is not found by the collector of words.
    name = _("Table")
    if heading := _heading_before(tokens, place):
        # Two regions of a page need two names.
        name = f"{name}: {heading}"
    label = escape(name)
    return (
        f'<div class="table-scroll" role="region" aria-label="{label}" tabindex="0">\n<table class="table">\n'
    )


def _heading_before(tokens: Sequence[Token], place: int) -> str:
    """Give the words of the heading under which a table stands."""
    opened = [index for index in range(place) if tokens[index].type == "heading_open"]
    if not opened:
        return ""
    children = tokens[opened[-1] + 1].children or []
    return "".join(child.content for child in children if child.type in {"text", "code_inline"})


def _open_head(*_arguments: Any) -> str:
    return '<th scope="col">'


def _close_table(*_arguments: Any) -> str:
    return "</table>\n</div>\n"


_MARKDOWN.add_render_rule("table_open", _open_table)
_MARKDOWN.add_render_rule("table_close", _close_table)
_MARKDOWN.add_render_rule("th_open", _open_head)


def rendered(markdown: str, change: Callable[[list[Token]], None] | None = None) -> str:
    """Turn Markdown into HTML; raw HTML in it is shown as text. `change` may add to its parts before."""
    environment: dict[str, Any] = {}
    tokens = _MARKDOWN.parse(markdown, environment)
    if change is not None:
        change(tokens)
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, environment)
    return html
