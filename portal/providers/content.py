"""The organisations of the content pack."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_yaml

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]


class SampleProvider(ContentModel):
    """One organisation."""

    slug: Slug
    name: str = Field(min_length=1, max_length=200)
    about: str = ""
    phone: str | None = None
    email: str | None = None
    website: str | None = Field(default=None, pattern=r"^https?://")


class SampleProviders(ContentModel):
    """All organisations of the content pack."""

    providers: tuple[SampleProvider, ...] = ()


def load(pack: Path) -> SampleProviders:
    """Load providers.yaml; raises ContentError."""
    path = pack / "providers.yaml"
    file = load_yaml(path, SampleProviders)
    slugs = [provider.slug for provider in file.providers]
    if twice := sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        raise ContentError(path, None, f"{', '.join(twice)} stands there twice")
    return file
