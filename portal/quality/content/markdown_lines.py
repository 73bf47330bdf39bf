"""Markdown pages as an editor wrote them: paragraphs and links with their lines."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.infra.content_files import ContentError
from portal.quality.content.yaml_lines import Scalar, scalars_in
from portal.quality.rules.texts import Kind, Passage

_FRONT = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)
# The same as content_files has, so that this sees the page as readers do.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
_HOLE = re.compile(r"\{([a-z_.]+)\}")
_HEADINGS = {"heading_open", "th_open"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text."""

    file: str
    line: int
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file: `folder` is pages or statement, `slug` its name without .md."""

    file: str
    folder: str
    language: str
    slug: str
    front: tuple[Scalar, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    headings: tuple[int, ...]

    def at_front(self, key: str) -> Scalar | None:
        """Give a value of the head of the page."""
        return next((scalar for scalar in self.front if scalar.path == (key,)), None)

    @property
    def is_easy_read(self) -> bool:
        """Tell whether the page is written in the Easy Read way."""
        variant = self.at_front("variant")
        return self.language.endswith("-easy") or (variant is not None and variant.value == "easy_read")


@dataclass(slots=True)
class _Inline:
    """What is gathered from one paragraph."""

    line: int
    text: str = ""
    lines: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, str, str]] = field(default_factory=list)


def page_in(folder: Path, path: Path, values: Mapping[str, str]) -> Page:
    """Read a page; `values` fill the holes such as {council.name}. Raises ContentError without a head."""
    file = path.relative_to(folder).as_posix()
    match = _FRONT.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise ContentError(path, 1, "the page starts with --- front matter ---")
    front = scalars_in(path, match[1], first_line=2)
    markdown = _HOLE.sub(lambda hole: values.get(hole[1].removeprefix("council."), "1"), match[2])
    body_line = match[1].count("\n") + 3
    passages, links, headings = [], [], []
    for opened, token in _inline_tokens(_MARKDOWN.parse(markdown)):
        found = _inline(token, (token.map[0] if token.map else 0) + body_line)
        kind = Kind.HEADING if _HEADINGS & set(opened) else Kind.RUNNING
        passages.append(Passage(found.text, tuple(found.lines), kind))
        links += [Link(file, line, text, address) for line, text, address in found.links]
        headings += [int(name[-1]) for name in opened if name.startswith("heading_open:")]
    place = path.relative_to(folder).parts
    return Page(
        file=file,
        folder=place[0],
        language=place[1],
        slug=path.stem,
        front=front,
        passages=tuple(passages),
        links=tuple(links),
        headings=tuple(headings),
    )


def _inline_tokens(tokens: list[Token]) -> Iterator[tuple[tuple[str, ...], Token]]:
    """Give the texts of a page, each with the names of what it stands in."""
    opened: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token.type)
            if token.type == "heading_open":
                opened.append(f"heading_open:{token.tag}")
        elif token.nesting == -1:
            opened.pop()
            if token.type == "heading_close":
                opened.pop()
        elif token.type == "inline":
            yield tuple(opened), token


def _inline(token: Token, line: int) -> _Inline:
    found = _Inline(line, lines=[(0, line)])
    link: tuple[int, int, str] | None = None
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            found.text += " "
            found.line += 1
            found.lines.append((len(found.text), found.line))
        elif child.type == "link_open":
            link = (found.line, len(found.text), str(child.attrGet("href") or ""))
        elif child.type == "link_close" and link is not None:
            found.links.append((link[0], found.text[link[1] :], link[2]))
            link = None
        elif child.type == "image":
            found.links.append((found.line, child.content, str(child.attrGet("src") or "")))
        else:
            found.text += child.content
    return found
