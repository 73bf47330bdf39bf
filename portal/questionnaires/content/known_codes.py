"""Short codes that people type, such as those of the champions of the local offer: content/champions.yaml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.questionnaires.rules.answers import bare_code

_FILES = ("champions",)


class KnownCode(ContentModel):
    """A code as it is printed on a leaflet, and the organisation that hands it out; never a person."""

    code: Annotated[str, Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)*$", min_length=3, max_length=20)]
    organisation: Annotated[str, Field(min_length=1, max_length=120)]


class KnownCodesFile(ContentModel):
    """One file of codes."""

    codes: tuple[KnownCode, ...]


def load(pack: Path) -> Mapping[str, Mapping[str, KnownCode]]:
    """Give the codes of each file that the pack has, by how they are compared; raises ContentError."""
    return {name: _codes(pack / f"{name}.yaml") for name in _FILES if (pack / f"{name}.yaml").exists()}


def _codes(path: Path) -> Mapping[str, KnownCode]:
    found: dict[str, KnownCode] = {}
    for entry in load_yaml(path, KnownCodesFile).codes:
        if (bare := bare_code(entry.code)) in found:
            raise ContentError(path, None, f"codes: {entry.code} reads like {found[bare].code}")
        found[bare] = entry
    return found
