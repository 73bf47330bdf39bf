"""Checking rule sets and deciding single cases, for the people who write the rules."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from portal.core.errors import PortalError
from portal.eligibility.content import files_of
from portal.eligibility.content.alone import surroundings_of
from portal.eligibility.content.checking import Checked, FileFault, checked, opened
from portal.eligibility.content.trying import read_answers
from portal.eligibility.rules.cases import case_of
from portal.eligibility.rules.decisions import decide
from portal.eligibility.rules.telling import Told, told_decision
from portal.infra.clock import today
from portal.infra.content_files import no_such_day
from portal.infra.working_days import working_day_after
from portal.pack import code_lists
from portal.places.content import load as load_places
from portal.questionnaires.content import options_of
from portal.questionnaires.rules.questions import Option
from portal.settings import Face, Settings
from portal.taxonomy.content import load as load_taxonomy

_FORMATS = click.Choice(["text", "json"])
_FILE = click.Path(exists=True, path_type=Path)


class RulesError(PortalError):
    """Rule sets have faults, or answers cannot be read."""


@click.group()
def rules() -> None:
    """Check eligibility rules and decide single cases (docs/eligibility-rules.md)."""


@rules.command("check")
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--format", "form", type=_FORMATS, default="text", help="How faults are printed.")
def check_command(files: tuple[Path, ...], form: str) -> None:
    """Walk every combination of answers of each FILE, or folder, or of all of content/, and name each fault."""
    paths = list(_rule_files(files or (_content(),)))
    if not paths:
        raise RulesError("there are no rule sets here")
    found: list[tuple[Path, Checked, float]] = []
    for path in paths:
        started = perf_counter()
        found.append((path, checked(path, surroundings_of(path, _lists(path))), perf_counter() - started))
    faults = [fault for _path, one, _seconds in found for fault in one.faults]
    if form == "json":
        click.echo(
            json.dumps({"checked": list(map(_summed, found)), "faults": list(map(_told, faults))}, indent=2)
        )
    else:
        for path, one, seconds in found:
            _print(path, one, seconds)
    if faults:
        raise RulesError(f"{len(faults)} faults in {len(found)} rule sets")


def _summed(one: tuple[Path, Checked, float]) -> Mapping[str, Any]:
    path, check, seconds = one
    return {
        "file": str(path),
        "faults": len(check.faults),
        "combinations": check.combinations,
        "seconds": round(seconds, 3),
    }


def _print(path: Path, one: Checked, seconds: float) -> None:
    for fault in one.faults:
        click.echo(str(fault))
    if not one.faults:
        click.echo(f"{path}: good; {one.combinations:,} combinations of answers, {seconds:.2f} s")


def _told(fault: FileFault) -> Mapping[str, Any]:
    return {
        "file": str(fault.path),
        "line": fault.line,
        "kind": fault.kind.value,
        "part": fault.part,
        "rule": fault.rule,
        "reason": fault.reason,
        "example": fault.example,
    }


@rules.command("decide")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--answers",
    "source",
    required=True,
    type=click.File(encoding="utf-8"),
    help="JSON or YAML; - reads the input.",
)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the decision; today.")
@click.option("--format", "form", type=_FORMATS, default="text", help="How the decision is printed.")
def decide_command(file: Path, source: Any, day: Any, form: str) -> None:
    """Decide one case by the rules of FILE."""
    given = _answers(source)
    on = day.date() if day else _day(given.get("on")) or today()
    found = opened(file, surroundings_of(file, _lists(file)))
    answers = read_answers(found.questionnaire, given.get("answers", given), on)
    case = case_of(found.rule_set, found.questionnaire, answers, on)
    told = told_decision(found.rule_set, decide(found.rule_set, case.known), case, working_day_after)
    click.echo(json.dumps(told, indent=2, ensure_ascii=False) if form == "json" else "\n".join(_lines(told)))


def _answers(source: Any) -> Mapping[str, Any]:
    """Read answers: the questions by id, or {"answers": ..., "on": ...}."""
    text = ""
    try:
        text = source.read()
        # JSON is YAML, so one reader takes both.
        given = YAML(typ="safe", pure=True).load(text)
    except UnicodeDecodeError as error:
        raise RulesError(f"{source.name}: the letters of the file are not UTF-8; save it as UTF-8") from error
    except ValueError as error:
        line, reason = no_such_day(text, str(error))
        where = f"{source.name}:{line}" if line else source.name
        raise RulesError(f"{where}: the answers cannot be read: {reason}") from error
    except (YAMLError, RecursionError) as error:
        raise RulesError(f"{source.name}: the answers cannot be read: {error}") from error
    if not isinstance(given, Mapping) or not isinstance(given.get("answers", {}), Mapping):
        raise RulesError(f'{source.name}: the answers are questions by id, such as {{"age": 7}}')
    if "answers" not in given:
        return {"answers": given}
    for name in set(given) - {"answers", "on"}:
        raise RulesError(f'{source.name}: "{name}" stands beside "answers"; only "on" can')
    return given


def _day(text: Any) -> date | None:
    try:
        return text if isinstance(text, date) or text is None else date.fromisoformat(str(text))
    except ValueError as error:
        raise RulesError(f'"on" is a date such as 2027-04-01, not {text}') from error


def _content() -> Path:
    return Settings.from_environment(Face.WORKER).content


def _rule_files(places: tuple[Path, ...]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        else:
            yield from files_of(place) or filter(_has_parts, sorted(place.glob("*.yaml")))


def _has_parts(path: Path) -> bool:
    """Tell a rule set from a questionnaire or from answers that lie beside it."""
    return any(
        line.startswith("parts:") for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    )


def _lists(path: Path) -> Mapping[str, tuple[Option, ...]]:
    """Give the code lists of the pack in which a file stands, or of the council that this portal serves."""
    inside = next((folder for folder in path.resolve().parents if (folder / "taxonomy.yaml").exists()), None)
    return _lists_of(inside or _content())


@cache
def _lists_of(pack: Path) -> Mapping[str, tuple[Option, ...]]:
    return options_of(code_lists(load_taxonomy(pack), load_places(pack)))


def _lines(told: Told) -> Iterator[str]:
    yield f"{told['title']} [{told['outcome']}]"
    yield f"{told['rule_set']}, version {told['version']}, on {told['on']}"
    for part in told["parts"]:
        route = f", {part['route']}" if part["route"] else ""
        yield f"\n{part['title']}: {part['outcome']}{route} (rule {' or '.join(part['may_decide'])})"
        if part["more_open"]:
            yield "  still open: how, or how much"
        yield from (f"  because: {reason}" for reason in part["reasons"])
        yield from (f"  next: {_action(action)}" for action in part["next_actions"])
        yield from (f"  {line}" for line in _particulars(part))
    yield ""
    yield from (f"always: {_action(action)}" for action in told["always"])


def _action(action: Told) -> str:
    return f"{action['title']} ({action['target']})" if action["target"] else str(action["title"])


def _particulars(part: Told) -> Iterator[str]:
    for share in part["amounts"]:
        amount = share["amount"] if share["amount"] is not None else f"{share['from']} to {share['to']}"
        until = f", {share['starts']} to {share['ends'] or 'a birthday'}" if share["starts"] else ""
        yield f"amount: {share['title']}: {amount} {share['unit']} each {share['each']}{until}"
    for clock in part["clocks"]:
        yield f"by {clock['by'] or 'a day that is not known yet'}: {clock['title']}"
    for window in part["windows"]:
        ends = (
            f"until {window['closes']}" if window["open_now"] else f"opens {window['opens'] or 'never again'}"
        )
        yield f"window: {window['title']}: {window['state']}, {ends}"
    for spend in part["spend"]:
        yield from (f"{spend['title']}: {item['answer']}: {item['title']}" for item in spend["items"])
    for renewal in part["renewals"]:
        yield f"again on {renewal['on']}: {renewal['title']}"
    for evidence in part["evidence"]:
        yield f"{evidence['title']}: {evidence['need']} of: {'; '.join(evidence['items'])}"
    yield from (f"not needed: {title}" for title in part["not_needed"])
