"""A rule set that stands alone, in any folder: where its questionnaire and its contacts are."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.eligibility.content.checking import Surroundings
from portal.offer.content.council import load as load_council
from portal.questionnaires.content import load_file
from portal.questionnaires.rules.questions import Option, Questionnaire

_COUNCIL = "council.yaml"


class _Nearby(Mapping[str, Questionnaire]):
    """The questionnaires around a file, each read when it is asked for."""

    def __init__(self, path: Path, lists: Mapping[str, tuple[Option, ...]]) -> None:
        self._folders = list(_folders(path.resolve()))
        self._lists = lists

    def __getitem__(self, name: str) -> Questionnaire:
        """Read a questionnaire; raises ContentError for one that cannot be used."""
        for folder in self._folders:
            if (folder / f"{name}.yaml").is_file():
                return load_file(folder / f"{name}.yaml", self._lists)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        """Give the names of all files that may be questionnaires."""
        return (path.stem for folder in self._folders for path in folder.glob("*.yaml"))

    def __len__(self) -> int:
        """Tell how many there may be."""
        return sum(1 for _name in self)


def _folders(path: Path) -> Iterator[Path]:
    """Give the folders in which a questionnaire is looked for, the nearest first."""
    yield path.parent / "questionnaires"
    yield path.parent.parent / "questionnaires"
    yield path.parent


def surroundings_of(path: Path, lists: Mapping[str, tuple[Option, ...]]) -> Surroundings:
    """Give what stands around a file; outside a content pack every name of a contact is taken as it is."""
    pack = next((folder for folder in path.resolve().parents if (folder / _COUNCIL).exists()), None)
    contacts = type(load_council(pack).contacts).model_fields if pack else None
    return Surroundings(_Nearby(path, lists), contacts, lists)
