"""What stands in a pack and reaches nobody; always a warning, because a deploy may come to need it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from portal.quality.content.pack_files import SOURCE_LANGUAGE, PackFiles
from portal.quality.content.yaml_lines import Scalar
from portal.quality.queries.own_code import leads_to, strings_in_code
from portal.quality.rules.findings import Check, Finding, warning

# Lists whose codes are facts of activities; all others are asked in a form or named by the code.
_LISTED = {"activity_types", "access_groups", "time_bands", "seasons", "cost_types", "funding"}
_NOT_JUDGED = {"travel_features", "hidden_disability_features"}
_OTHER_FOLDERS = {"README.md", "writing.yaml"}


def unused(pack: PackFiles) -> Iterator[Finding]:
    """Give everything that nothing uses."""
    yield from _pages(pack)
    yield from _messages(pack)
    yield from _codes(pack)
    yield from _providers(pack)
    yield from _files(pack)


def _pages(pack: PackFiles) -> Iterator[Finding]:
    linked = {
        (link.file, urlsplit(link.address).path) for link in pack.links() if link.address.startswith("/")
    }
    named = {f"/{scalar.value}" for _file, scalar in pack.scalars() if scalar.path[-1:] == ("page",)}
    for page in pack.pages:
        address = f"/{page.slug}"
        is_ours = page.folder == "pages" and page.language == SOURCE_LANGUAGE
        if not is_ours or address in named or leads_to(address):
            continue
        if not any(path == address and file != page.file for file, path in linked):
            yield warning(
                page.file,
                1,
                Check.UNUSED,
                "no page leads to this page",
                "link it, or name it in what-there-is.yaml",
            )


def _messages(pack: PackFiles) -> Iterator[Finding]:
    for scalar in pack.yaml.get("messages.yaml", ()):
        if scalar.path[-1] == "kind" and scalar.value not in strings_in_code():
            yield warning(
                "messages.yaml",
                scalar.line,
                Check.UNUSED,
                f"the message {scalar.value} is never sent",
                "take it out",
            )


def _codes(pack: PackFiles) -> Iterator[Finding]:
    asked = {
        scalar.value.removeprefix("taxonomy.")
        for _file, scalar in pack.scalars()
        if scalar.key == "options_from" and scalar.value.startswith("taxonomy.")
    }
    in_listings = _words_of(scalar for scalars in pack.listings.values() for scalar in scalars)
    elsewhere = strings_in_code() | _words_of(
        scalar for file, scalar in pack.scalars() if file != "taxonomy.yaml"
    )
    for scalar in pack.yaml.get("taxonomy.yaml", ()):
        name = str(scalar.path[0])
        if scalar.path[-1] != "code" or name in _NOT_JUDGED:
            continue
        place = ("taxonomy.yaml", scalar.line, Check.UNUSED)
        if name in _LISTED:
            # Features stand in a group, whose own code no listing names.
            is_group = name == "access_groups" and "features" not in scalar.path
            if pack.listings and not is_group and scalar.value not in in_listings:
                yield warning(
                    *place, f"no listing has {scalar.value} of {name}", "keep it only if families look for it"
                )
        elif name not in asked and scalar.value not in elsewhere:
            yield warning(
                *place, f"nothing uses {scalar.value} of {name}", "take it out, unless data hold it"
            )


def _words_of(scalars: Iterator[Scalar]) -> frozenset[str]:
    """Give every value and key."""
    found: set[str] = set()
    for scalar in scalars:
        found.add(scalar.value)
        found.update(step for step in scalar.path if isinstance(step, str))
    return frozenset(found)


def _providers(pack: PackFiles) -> Iterator[Finding]:
    named = {
        scalar.value
        for scalars in pack.listings.values()
        for scalar in scalars
        if scalar.path[-1] == "provider"
    }
    for scalar in pack.yaml.get("providers.yaml", ()) if named else ():
        if scalar.path[-1] == "slug" and scalar.value not in named:
            yield warning(
                "providers.yaml",
                scalar.line,
                Check.UNUSED,
                f"{scalar.value} has no listing",
                "add one, or take it out",
            )


def _files(pack: PackFiles) -> Iterator[Finding]:
    languages = {*pack.languages, *(f"{code}-easy" for code in pack.languages)}
    for file in pack.files:
        top, _slash, rest = file.partition("/")
        name = file.rsplit("/", 1)[-1]
        if name in _OTHER_FOLDERS or name.startswith("."):
            continue
        if top not in strings_in_code():
            yield warning(file, 1, Check.UNUSED, "nothing reads this file", "take it out, or mend its name")
        elif file.endswith(".md") and rest.count("/") == 1 and rest.split("/")[0] not in languages:
            code = rest.split("/")[0]
            yield warning(
                file,
                1,
                Check.UNUSED,
                f"council.yaml has no language {code}",
                "add the language, or take the page out",
            )
    for file, scalars in pack.yaml.items():
        if file.startswith("questionnaires/"):
            yield from _questionnaire(pack, file, scalars)


def _questionnaire(pack: PackFiles, file: str, scalars: tuple[Scalar, ...]) -> Iterator[Finding]:
    asked_by_rules = {scalar.value for _file, scalar in pack.scalars() if scalar.path == ("questionnaire",)}
    for scalar in scalars:
        if scalar.path == ("id",) and scalar.value not in strings_in_code() | asked_by_rules:
            yield warning(
                file, scalar.line, Check.UNUSED, f"nothing asks {scalar.value}", "take the form out"
            )
