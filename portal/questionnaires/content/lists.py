"""What a questionnaire takes from other files of the pack: code lists, ages of programmes, known codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.questionnaires.content.known_codes import KnownCode
from portal.questionnaires.rules.questions import Option

Options = Mapping[str, Sequence[Option]]


@dataclass(frozen=True, slots=True)
class Lists:
    """Options by the name of their list, the last age of each programme, and codes by the name of their file."""

    options: Options
    oldest: Mapping[str, int | None] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, KnownCode]] = field(default_factory=dict)

    @classmethod
    def of(cls, given: "Options | Lists") -> "Lists":
        """Give lists; code lists alone will do for a questionnaire that takes nothing else."""
        return given if isinstance(given, Lists) else cls(given)

    def accepted(self, name: str | None) -> Mapping[str, str] | None:
        """Give the codes of a file as they are compared, with how they are written; None without a file."""
        return {bare: entry.code for bare, entry in self.codes.get(name, {}).items()} if name else None
