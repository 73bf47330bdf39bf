"""Reading the rows of a feed from a file, one at a time, so that a file of any size can come."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from portal.core.errors import PortalError
from portal.listings.rules.report import FeedPage

_PIECE = 1 << 18
_LARGEST_ROW = 8 << 20
_LARGEST_PAGE = 256 << 20
_PAGES = ("totalPages", "total_pages")
_NUMBERS = ("number", "page_number", "pageNumber", "page")
_FIRST, _LAST = ("first", "first_page"), ("last", "last_page")
_LIST_NAMES = ("content", "contents", "services", "items", "data")


class FeedError(PortalError):
    """A file holds no list of services; the message says what is wrong with it."""


def feed_rows(path: Path, tell: Callable[[FeedPage], None] = lambda _page: None) -> Iterator[object]:
    """Give the rows of a list, or of a page that holds one under "content" or a like name; raises FeedError.

    `tell` hears which page of how many the file is, if there are others.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            start = _first_character(file)
            if start == "[":
                yield from _Rows(path, file)
            elif start == "{":
                yield from _rows_of_page(path, file, tell)
            else:
                raise FeedError(f"{path}: the file holds no list of services")
    except UnicodeDecodeError as error:
        raise FeedError(f"{path}: the file is not UTF-8 text") from error
    except OSError as error:
        raise FeedError(f"{path}: the file cannot be read ({error.strerror})") from error
    except RecursionError as error:
        raise FeedError(f"{path}: something in it is nested too deeply") from error


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


_decoder = json.JSONDecoder(parse_constant=_no_constant)


def _first_character(file: TextIO) -> str:
    while (character := file.read(1)).isspace():
        pass
    return character


def _rows_of_page(path: Path, file: TextIO, tell: Callable[[FeedPage], None]) -> list[object]:
    if path.stat().st_size > _LARGEST_PAGE:
        raise FeedError(f"{path}: a page of services is smaller than this; give the list alone")
    try:
        page: Mapping[str, Any] = _decoder.decode("{" + file.read())
    except ValueError as error:
        raise FeedError(f"{path}: the file is not JSON ({error})") from error
    for name in _LIST_NAMES:
        if isinstance(page.get(name), list):
            rows: list[object] = page[name]
            if part := _part(page):
                tell(part)
            return rows
    if "id" in page and "name" in page:
        return [page]
    raise FeedError(f"{path}: the file holds no list of services")


def _part(page: Mapping[str, Any]) -> FeedPage | None:
    """Give which page of how many this is; None when it is the only one, or does not say."""
    of = _count(page, _PAGES)
    is_first, is_last = (any(page.get(name) is True for name in names) for names in (_FIRST, _LAST))
    goes_on = any(page.get(name) is False for name in _LAST)
    if of == 1 or not (of or goes_on) or (is_first and is_last):
        return None
    # Some count their pages from 0, so what is said of the ends goes first.
    number = 1 if is_first else of if is_last and of else _count(page, _NUMBERS)
    return FeedPage(number, of)


def _count(page: Mapping[str, Any], names: Sequence[str]) -> int | None:
    stated = (page.get(name) for name in names)
    return next((one for one in stated if isinstance(one, int) and not isinstance(one, bool)), None)


class _Rows:
    """Decodes a list piece by piece; stands behind its opening bracket."""

    def __init__(self, path: Path, file: TextIO) -> None:
        self._path, self._file = path, file
        self._text, self._place, self._number = "", 0, 0

    def __iter__(self) -> Iterator[object]:
        if self._next_character() == "]":
            self._end()
            return
        while True:
            self._number += 1
            yield self._decoded()
            after = self._next_character()
            if after == "]":
                self._end()
                return
            if after != ",":
                raise self._broken("a comma or the end of the list is missing")
            self._place += 1

    def _decoded(self) -> object:
        self._next_character()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._place)
            except ValueError as error:
                if not self._more():
                    raise self._broken(str(error)) from error
                continue
            # A number may go on in the next piece; anything else ends where it ends.
            if end < len(self._text) or not self._more():
                self._place = end
                return value

    def _next_character(self) -> str:
        """Give the next character that is no space, without passing it."""
        while True:
            while self._place < len(self._text) and self._text[self._place] in " \t\r\n":
                self._place += 1
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                raise self._broken("the list does not end")

    def _end(self) -> None:
        """Raise FeedError when more than the list stands in the file: pages put one after another hold several."""
        self._place += 1
        while not self._text[self._place :].strip():
            self._place = len(self._text)
            if not self._more():
                return
        raise FeedError(
            f"{self._path}: more follows after the end of the list; put all services into one list"
        )

    def _more(self) -> bool:
        """Read on, each time as much again as there is, so that a long row is not decoded too often."""
        self._text = self._text[self._place :]
        self._place = 0
        if len(self._text) > _LARGEST_ROW:
            raise self._broken("it is no JSON, or longer than a service can be")
        piece = self._file.read(max(_PIECE, len(self._text)))
        self._text += piece
        return bool(piece)

    def _broken(self, reason: str) -> FeedError:
        return FeedError(f"{self._path}: row {max(1, self._number)} cannot be read: {reason}")
