"""Pages that are drawn once and filled for each reader: a template's own markup is the same again and again.

A template is drawn with holes where the values of its page will be, once for a language and for each way in which
its conditions fall. After that a page only puts its values between the parts. All of them are escaped as the
template would have done it.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Iterable, Mapping
from operator import attrgetter, methodcaller
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup, escape

from portal.core.errors import PortalError
from portal.infra.i18n import current_language

# Nobody can type it: it is another one in each process, and never leaves it.
_SIGN = f"hole{secrets.token_hex(16)}n"
# Stands where one value will be, for markup that is parted in two by hand.
HOLE = f"{_SIGN}end"
_HOLES = re.compile(rf"{_SIGN}([0-9]+)end")
_KEPT = "portal.frames"
_KEPT_PARTS = "portal.parts"
# Characters of markup; a page is some 20,000, and there are a few dozen ways in which it is really asked for.
_MOST_CHARACTERS = 8_000_000

_Get = Callable[[Any], object]


class FrameError(PortalError):
    """A template that is drawn once decides by something that is not among its conditions."""


class Framed:
    """A template that is drawn once for each way in which its conditions fall."""

    def __init__(self, template: str, *conditions: str, from_page: Iterable[str] = ()) -> None:
        """Name the template, and all values of its page that it decides by, such as "found.corrected".

        What stands in `from_page` is a name that the layout knows for every page, and that this page answers itself.
        """
        self._template = template
        self._conditions = conditions
        self._ask = attrgetter(*conditions) if conditions else None
        self._from_page = tuple(from_page)

    def filled(self, page: object) -> Markup:
        """Give the markup of a page."""
        return self.frame(self._shape(page)).fill(page)

    def all_filled(self, pages: Iterable[object]) -> Markup:
        """Give the markup of some things after each other."""
        return Markup("".join([self.filled(page) for page in pages]))  # noqa: S704  # Each is markup.

    def frame(self, shape: tuple[bool, ...]) -> "Frame":
        """Give the frame for the way in which the conditions fall."""
        kept: _Frames | None = current_app.extensions.get(_KEPT)
        if kept is None:
            kept = current_app.extensions.setdefault(_KEPT, _Frames())
        key = (self._template, current_language(), shape)
        frame = kept.frames.get(key)
        if frame is None:
            frame = self._drawn(dict(zip(self._conditions, shape, strict=True)))
            if not current_app.jinja_env.auto_reload:
                kept.put(key, frame)
        return frame

    def _shape(self, page: object) -> tuple[bool, ...]:
        if self._ask is None:
            return ()
        asked = self._ask(page)
        return tuple(map(bool, asked)) if len(self._conditions) > 1 else (bool(asked),)

    def _drawn(self, conditions: Mapping[str, bool]) -> "Frame":
        page = _Drawing(conditions, [])
        own = {name: _Hole(page, name) for name in self._from_page}
        return Frame(render_template(self._template, page=page.whole, **own), page.values)


class _Frames:
    """The frames of an app. They are read at every turn, so without a lock; an entry that is lost is drawn again."""

    def __init__(self) -> None:
        self.frames: dict[tuple[str, str, tuple[bool, ...]], Frame] = {}
        self._length = 0

    def put(self, key: tuple[str, str, tuple[bool, ...]], frame: "Frame") -> None:
        self._length += frame.length
        if self._length > _MOST_CHARACTERS:
            # Somebody asks for all that there could be.
            self.frames, self._length = {}, frame.length
        self.frames[key] = frame


class Frame:
    """Markup with holes."""

    def __init__(self, html: str, values: list[_Get]) -> None:
        """Part drawn markup at its holes."""
        parts = _HOLES.split(html)
        self.length = len(html)
        self._parts = parts
        self._holes = [(place, values[int(parts[place])]) for place in range(1, len(parts), 2)]

    def fill(self, page: object) -> Markup:
        """Put the values of a page in; what is no markup is escaped."""
        parts = self._parts.copy()
        for place, get in self._holes:
            value = get(page)
            parts[place] = value if value.__class__ is Markup else escape(value)
        # Between our own template's markup stands only what is escaped.
        return Markup("".join(parts))  # noqa: S704


def drawn(template: str, page: object) -> Markup:
    """Draw a part of a page from its values alone, without what the layouts know."""
    return Markup(current_app.jinja_env.get_template(template).render(page=page))  # noqa: S704  # Our own template.


def drawn_once(template: str, key: Hashable, page: object) -> Markup:
    """Draw a part of a page that is the same for all pages with the same key; there must be few of them."""
    kept: dict[Hashable, Markup] = current_app.extensions.setdefault(_KEPT_PARTS, {})
    whole_key = (template, current_language(), key)
    part = kept.get(whole_key)
    if part is None:
        part = drawn(template, page)
        if not current_app.jinja_env.auto_reload:
            kept[whole_key] = part
    return part


def halves(html: str) -> tuple[str, str]:
    """Part markup that a template drew at its only hole; plain strings, which are joined faster than markup."""
    before, after = str(html).split(HOLE)
    return before, after


class _Drawing:
    """The page of a template that is being drawn: how its conditions fall, and what stands in its holes."""

    def __init__(self, conditions: Mapping[str, bool], values: list[_Get]) -> None:
        self.conditions = conditions
        self.values = values
        self.whole = _Hole(self, "")

    def sign(self, get: _Get) -> str:
        self.values.append(get)
        return f"{_SIGN}{len(self.values) - 1}end"


class _Hole:
    """Stands for a value of a page."""

    def __init__(self, drawing: _Drawing, path: str) -> None:
        self._drawing = drawing
        self._path = path

    def __getattr__(self, name: str) -> "_Hole":
        if name.startswith("__"):
            raise AttributeError(name)
        return _Hole(self._drawing, f"{self._path}.{name}".lstrip("."))

    def __call__(self, *arguments: object) -> Markup:
        # Our own sign, and nothing that somebody wrote.
        return Markup(self._drawing.sign(_called(self._path, arguments)))  # noqa: S704

    def __html__(self) -> str:
        return self._drawing.sign(attrgetter(self._path))

    __str__ = __html__

    def __bool__(self) -> bool:
        if self._path not in self._drawing.conditions:
            raise FrameError(f"a template decides by page.{self._path}: name it as a condition of its frame")
        return self._drawing.conditions[self._path]

    def __iter__(self) -> Any:
        raise FrameError(f"a template walks through page.{self._path}: let the page join it")


def _called(path: str, arguments: tuple[object, ...]) -> _Get:
    *owner, name = path.rsplit(".", 1)
    call = methodcaller(name, *arguments)
    if not owner:
        return call
    of = attrgetter(owner[0])
    return lambda page: call(of(page))
