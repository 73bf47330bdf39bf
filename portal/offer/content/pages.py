"""Pages written in Markdown, one folder for each language; every page has the address of its file's name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from portal.infra.content_files import ContentError, ContentModel, load_markdown, rendered
from portal.infra.i18n import speaking
from portal.offer.content.council import Council
from portal.offer.content.glossary import Glossary, Meaning

# The pages to which the frame around every page leads; all others are the council's own.
REQUIRED = ("what-are-short-breaks", "privacy", "cookies", "accessibility", "about")
_HOLE = re.compile(r"\{([a-z_.]+)\}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Button(ContentModel):
    """What a reader can do next; the first button of a page stands out."""

    text: str
    address: str = Field(pattern=r"^/")


class FrontMatter(ContentModel):
    """The head of a page."""

    title: str
    description: str = Field(max_length=200)
    reviewed: date
    variant: str | None = None
    no_diagnosis: bool = False
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, rendered when the content was loaded."""

    slug: str
    language: str
    title: str
    description: str
    reviewed: date
    html: str
    words: tuple[Meaning, ...] = ()
    no_diagnosis: bool = False
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of the pack."""

    by_language: Mapping[str, Mapping[str, Page]]

    def in_language(self, slug: str, language: str) -> Page | None:
        """Give a page, in English when the language has none."""
        found = self.by_language.get(language, {}).get(slug)
        return found or self.by_language["en"].get(slug)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Give the names of all pages."""
        return tuple(self.by_language["en"])


def filled(text: str, path: Path, council: Council) -> str:
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


def _page(path: Path, language: str, council: Council, glossary: Glossary) -> Page:
    if not _SLUG.fullmatch(path.stem):
        raise ContentError(path, None, "a page is named in small letters, numbers and hyphens")
    front, markdown = load_markdown(path, FrontMatter)
    explain = glossary.explainer(language, path.stem)
    with speaking(language):
        html = rendered(filled(markdown, path, council), explain)
    return Page(
        slug=path.stem,
        language=language,
        title=front.title,
        description=front.description,
        reviewed=front.reviewed,
        html=html,
        words=explain.meanings,
        no_diagnosis=front.no_diagnosis,
        buttons=front.buttons,
    )


def load(pack: Path, council: Council, glossary: Glossary) -> Pages:
    """Load content/pages/<language>/*.md; raises ContentError when a page is missing in a shipped language."""
    by_language: dict[str, dict[str, Page]] = {}
    for language in council.languages:
        folder = pack / "pages" / language.code
        found = sorted(folder.glob("*.md"))
        by_language[language.code] = {
            path.stem: _page(path, language.code, council, glossary) for path in found
        }
    wanted = {*REQUIRED, *(slug for pages in by_language.values() for slug in pages)}
    for code, pages in by_language.items():
        for slug in sorted(wanted - pages.keys()):
            raise ContentError(pack / "pages" / code / f"{slug}.md", None, "this page is missing")
    return Pages(by_language)
