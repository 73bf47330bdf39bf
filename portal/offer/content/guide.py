"""The way to every page: “What there is”, in groups."""

from pathlib import Path
from typing import Self

from pydantic import Field, model_validator

from portal.infra.content_files import ContentError, ContentModel, load_yaml
from portal.offer.content.council import Words
from portal.offer.content.pages import Pages
from portal.offer.content.tiers import Tiers


class Way(ContentModel):
    """A page of text, whose title is its own, or another address of the portal with its title."""

    page: str | None = None
    address: str | None = Field(default=None, pattern=r"^/")
    title: str | None = None
    summary: Words | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        if (self.page is None) == (self.address is None) or (self.page is None) != (self.title is not None):
            raise ValueError("give a page, or an address and its title")
        return self

    @property
    def target(self) -> str:
        """Give the address to which this way leads."""
        return self.address or f"/{self.page}"


class Group(ContentModel):
    """Ways under one heading."""

    title: str
    ways: tuple[Way, ...] = Field(min_length=1)


class Guide(ContentModel):
    """All groups, in the order of the page."""

    groups: tuple[Group, ...] = Field(min_length=1)

    @property
    def addresses(self) -> frozenset[str]:
        """Give every address to which a way leads."""
        return frozenset(way.target for group in self.groups for way in group.ways)


def load(pack: Path, pages: Pages, tiers: Tiers) -> Guide:
    """Load content/what-there-is.yaml; raises ContentError for a page that is not there or to which no way leads."""
    path = pack / "what-there-is.yaml"
    guide = load_yaml(path, Guide)
    named = [way.page for group in guide.groups for way in group.ways if way.page]
    for slug in named:
        if slug not in pages.slugs or named.count(slug) > 1:
            raise ContentError(path, None, f"ways: {slug} is no page of pages/en, or stands there twice")
    if lost := set(pages.slugs) - set(named):
        raise ContentError(path, None, f"ways: no way leads to {', '.join(sorted(lost))}")
    shown: dict[str, str] = {entry.code: entry.page for entry in tiers.tiers}
    shown |= {entry.code: entry.page for entry in tiers.programmes}
    for code, page in shown.items():
        if page not in pages.slugs:
            raise ContentError(pack / "tiers.yaml", None, f"{code}: there is no page pages/en/{page}.md")
    return guide
