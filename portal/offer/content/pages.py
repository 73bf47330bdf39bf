"""Pages written in Markdown, one folder for each language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_markdown, rendered
from portal.infra.i18n import speaking
from portal.offer.content.council import Council

REQUIRED = (
    "what-are-short-breaks",
    "tier-1",
    "tier-2",
    "tier-3",
    "moving-forward",
    "privacy",
    "cookies",
    "accessibility",
    "about",
)
_HOLE = re.compile(r"\{([a-z_.]+)\}")


class FrontMatter(ContentModel):
    """The head of a page."""

    title: str
    description: str = Field(max_length=200)
    reviewed: date
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, rendered when the content was loaded."""

    slug: str
    language: str
    title: str
    description: str
    reviewed: date
    html: str


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of the pack."""

    by_language: Mapping[str, Mapping[str, Page]]

    def in_language(self, slug: str, language: str) -> Page | None:
        """Give a page, in English when the language has none."""
        found = self.by_language.get(language, {}).get(slug)
        return found or self.by_language["en"].get(slug)


def _filled(text: str, path: Path, council: Council) -> str:
    """Fill in {council.name} and {contacts.short_breaks_team.phone}, so that a number stands in one place."""

    def value(match: re.Match[str]) -> str:
        found: object = council
        for name in match[1].removeprefix("council.").split("."):
            found = getattr(found, name, None)
        if not isinstance(found, str | int) or isinstance(found, bool):
            line = text[: match.start()].count("\n") + 1
            raise ContentError(path, line, f"{match[0]} names nothing in council.yaml")
        return str(found)

    return _HOLE.sub(value, text)


def _page(path: Path, language: str, council: Council) -> Page:
    front, markdown = load_markdown(path, FrontMatter)
    with speaking(language):
        html = rendered(_filled(markdown, path, council))
    return Page(path.stem, language, front.title, front.description, front.reviewed, html)


def load(pack: Path, council: Council) -> Pages:
    """Load content/pages/<language>/*.md; raises ContentError when a page is missing in a shipped language."""
    by_language: dict[str, dict[str, Page]] = {}
    for language in council.languages:
        folder = pack / "pages" / language.code
        pages = {path.stem: _page(path, language.code, council) for path in sorted(folder.glob("*.md"))}
        for slug in REQUIRED:
            if slug not in pages:
                raise ContentError(folder / f"{slug}.md", None, "this page is missing")
        by_language[language.code] = pages
    return Pages(by_language)
