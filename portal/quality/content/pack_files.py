"""All files of a content pack, read once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from portal.infra.content_files import ContentError
from portal.quality.content.markdown_lines import Link, Page, page_in
from portal.quality.content.yaml_lines import Scalar, scalars_in

SOURCE_LANGUAGE = "en"
_LISTINGS = "activities/"


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of a pack: YAML by its path inside the pack, and pages."""

    folder: Path
    yaml: Mapping[str, tuple[Scalar, ...]]
    pages: tuple[Page, ...]
    others: tuple[str, ...]
    faults: tuple[ContentError, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """Give the path of every file, sorted."""
        return tuple(sorted((*self.yaml, *(page.file for page in self.pages), *self.others)))

    @property
    def languages(self) -> tuple[str, ...]:
        """Give the codes of the languages of council.yaml, in their order."""
        return tuple(
            scalar.value
            for scalar in self.yaml.get("council.yaml", ())
            if scalar.path[:1] == ("languages",) and scalar.path[-1] == "code"
        )

    @property
    def listings(self) -> Mapping[str, tuple[Scalar, ...]]:
        """Give the files of the sample listings."""
        return {file: scalars for file, scalars in self.yaml.items() if file.startswith(_LISTINGS)}

    def scalars(self) -> Iterator[tuple[str, Scalar]]:
        """Give every value of every YAML file with its file; listings included."""
        for file, scalars in self.yaml.items():
            for scalar in scalars:
                yield file, scalar

    def slugs(self, language: str = SOURCE_LANGUAGE) -> frozenset[str]:
        """Give the names of the pages of a language."""
        return frozenset(
            page.slug for page in self.pages if page.folder == "pages" and page.language == language
        )

    def links(self) -> Iterator[Link]:
        """Give every link: those of pages and what stands as an address in a YAML file or in a page's head."""
        for page in self.pages:
            yield from page.links
            yield from _addresses(page.file, page.front)
        for file, scalars in self.yaml.items():
            yield from _addresses(file, scalars)


def read_pack(folder: Path) -> PackFiles:
    """Read every file under a folder; what cannot be read is told, not raised."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    faults: list[ContentError] = []
    yaml: dict[str, tuple[Scalar, ...]] = {}
    for path in (path for path in paths if path.suffix == ".yaml"):
        with _told(path, faults):
            yaml[_inside(path, folder)] = _read_yaml(path, path.stat().st_mtime_ns)
    values = _values(yaml.get("council.yaml", ()))
    pages: list[Page] = []
    for path in (path for path in paths if _is_page(path, folder)):
        with _told(path, faults):
            pages.append(page_in(folder, path, values))
    others = (path for path in paths if path.suffix != ".yaml" and not _is_page(path, folder))
    return PackFiles(
        folder, yaml, tuple(pages), tuple(_inside(path, folder) for path in others), tuple(faults)
    )


def _inside(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


@contextmanager
def _told(path: Path, faults: list[ContentError]) -> Iterator[None]:
    """Add what is wrong with one file to the faults, so that all others are still read."""
    try:
        yield
    except ContentError as fault:
        faults.append(fault)
    except (OSError, UnicodeDecodeError) as fault:
        faults.append(ContentError(path, None, f"the file cannot be read ({type(fault).__name__})"))


@lru_cache(maxsize=512)
def _read_yaml(path: Path, _changed: int) -> tuple[Scalar, ...]:
    """Read a YAML file, anew only when it has changed: reading is most of the work."""
    return scalars_in(path, path.read_text(encoding="utf-8"))


def _is_page(path: Path, folder: Path) -> bool:
    """Tell whether a file is a page: Markdown in a folder of a language, such as pages/en."""
    place = path.relative_to(folder).parts
    return path.suffix == ".md" and len(place) == 3 and place[1][:2].islower()


def _values(council: tuple[Scalar, ...]) -> Mapping[str, str]:
    """Give what fills a hole of a page, as the council's file has it."""
    values = {".".join(map(str, scalar.path)): scalar.value for scalar in council}
    for name in [name for name in values if name.endswith(".phone")]:
        number = values[name].replace(" ", "")
        values[name.removesuffix("phone") + "tel"] = f"tel:{number}"
        values[name.removesuffix("phone") + "sms"] = f"sms:{number}"
    return values


def _addresses(file: str, scalars: tuple[Scalar, ...]) -> Iterator[Link]:
    for scalar in scalars:
        value = scalar.value
        if " " not in value and value.startswith(("/", "http:", "https:", "www.", "mailto:", "tel:")):
            yield Link(file, scalar.line, "", value)
