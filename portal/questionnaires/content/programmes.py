"""Up to which age each programme is, for options of a question: content/tiers.yaml, read for this alone."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from portal.infra.content_files import load_yaml

_FILE = "tiers.yaml"


class _Programme(BaseModel):
    """What counts here of a programme; the offer checks all of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    code: str
    max_age: int | None = None


class _Programmes(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    programmes: tuple[_Programme, ...] = ()


def oldest_ages(pack: Path) -> Mapping[str, int | None]:
    """Give the last age of each programme by its code, None for one that does not end at an age."""
    if not (pack / _FILE).exists():
        return {}
    found = load_yaml(pack / _FILE, _Programmes)
    return {programme.code: programme.max_age for programme in found.programmes}
