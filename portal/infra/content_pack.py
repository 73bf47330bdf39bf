"""The loaded content of the current app, by type."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask, current_app

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PackFolder:
    """Where the pack lies on this machine."""

    path: Path

    @property
    def own_words(self) -> Path:
        """Give the folder of the pack's own catalogues; it need not be there."""
        return self.path / "translations"


class ContentPack:
    """All content of one council, loaded whole or not at all."""

    def __init__(self, values: Mapping[type[Any], Any]) -> None:
        """Keep one frozen value of each type."""
        self._values = dict(values)

    def of(self, kind: type[Value]) -> Value:
        """Give the value of a type; raises KeyError when app.py does not load it."""
        return cast("Value", self._values[kind])


def init_content(app: Flask, pack: ContentPack) -> None:
    """Give an app its content."""
    app.extensions["portal.content"] = pack


def content(kind: type[Value]) -> Value:
    """Give the content of a type, for example `content(Taxonomy)`."""
    pack: ContentPack = current_app.extensions["portal.content"]
    return pack.of(kind)
