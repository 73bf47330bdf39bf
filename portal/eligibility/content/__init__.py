"""Loading content/eligibility: every rule set is walked before the portal starts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.eligibility.content.checking import Checked, Surroundings, checked
from portal.eligibility.rules.sets import RuleSet, in_force
from portal.infra.content_files import ContentError
from portal.questionnaires.content import Questionnaires

_FOLDER = "eligibility"
# The rule set that families meet at /eligibility, and the questions that it must be over.
FAMILY_RULES, FAMILY_QUESTIONS = "short-breaks", "eligibility"


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """All rule sets of the pack, every version of each."""

    versions: Mapping[str, tuple[RuleSet, ...]]

    def on(self, rule_set: str, day: date) -> RuleSet:
        """Give the version of a rule set that counts on a day."""
        return in_force(self.versions[rule_set], day)


def files_of(pack: Path) -> tuple[Path, ...]:
    """Give the files of a pack that hold rule sets."""
    return tuple(sorted((pack / _FOLDER).glob("*.yaml")))


def load(pack: Path, questionnaires: Questionnaires, contacts: Collection[str]) -> EligibilityRules:
    """Load all rule sets; `contacts` are the names under contacts in council.yaml.

    Raises ContentError with file, line and reason.
    """
    versions: dict[str, tuple[RuleSet, ...]] = {}
    for path in files_of(pack):
        rule_set = load_file(path, questionnaires, contacts)
        if any(rule_set.valid_from == other.valid_from for other in versions.get(rule_set.id, ())):
            raise ContentError(path, None, f'two versions of "{rule_set.id}" are valid from the same day')
        if rule_set.id == FAMILY_RULES and rule_set.questionnaire != FAMILY_QUESTIONS:
            raise ContentError(path, None, f'"{FAMILY_RULES}" is over the questionnaire "{FAMILY_QUESTIONS}"')
        versions[rule_set.id] = (*versions.get(rule_set.id, ()), rule_set)
    if FAMILY_RULES not in versions:
        raise ContentError(pack / _FOLDER, None, f'no file has the rule set "{FAMILY_RULES}"')
    return EligibilityRules(versions)


def load_file(path: Path, questionnaires: Questionnaires, contacts: Collection[str]) -> RuleSet:
    """Load one file and walk it; raises ContentError for the first thing that is wrong."""
    found: Checked = checked(path, Surroundings(questionnaires.by_id, contacts, {}))
    for fault in found.faults:
        raise ContentError(path, fault.line, fault.reason)
    if found.rules is None:
        raise ContentError(path, None, "the file has no rules")
    return found.rules.rule_set
