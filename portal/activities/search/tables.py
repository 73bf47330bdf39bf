"""Flat tables in one file: names, and the bytes of each. Nothing in it is ever executed or unpickled."""

import json
import struct
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

_HEAD = struct.Struct("<Q")


def write_tables(path: Path, tables: Mapping[str, bytes]) -> None:
    """Write tables one after another, with a list of their names and lengths before them."""
    head = json.dumps([[name, len(content)] for name, content in tables.items()]).encode()
    with path.open("wb") as file:
        file.write(_HEAD.pack(len(head)))
        file.write(head)
        for content in tables.values():
            file.write(content)


class Tables:
    """The tables of a file, as views of its bytes: opening one copies nothing."""

    def __init__(self, content: bytes) -> None:
        """Read the list of tables; raises ValueError when the bytes are not what they say."""
        whole = memoryview(content)
        length = _HEAD.unpack_from(whole)[0]
        place = _HEAD.size + length
        self._views: dict[str, memoryview] = {}
        for name, size in json.loads(bytes(whole[_HEAD.size : place])):
            self._views[name] = whole[place : place + size]
            place += size
        if place != len(whole):
            raise ValueError("the tables are cut off")

    def __getitem__(self, name: str) -> memoryview:
        """Give the bytes of a table; raises KeyError."""
        return self._views[name]

    def numbers(self, name: str, kind: str) -> "array[int]":
        """Give a table of numbers of an array's type code, copied so that each look-up is quick."""
        return array(kind, bytes(self._views[name]))

    def lines(self, name: str) -> list[str]:
        """Give a table of lines."""
        text = str(self._views[name], "utf-8")
        return text.split("\n") if text else []


def as_lines(texts: Iterable[str]) -> bytes:
    """Give texts, which hold no line ends, as a table of lines."""
    return "\n".join(texts).encode()
