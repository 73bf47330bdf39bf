"""Importing survey answers, and the reports that are made of them."""

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from portal.cli.opened import opened
from portal.core.errors import NotFoundError, PortalError
from portal.infra.clock import now
from portal.offer.content import Tiers
from portal.pack import load_pack
from portal.questionnaires.content import Questionnaires
from portal.surveys.queries.awareness import awareness as awareness_of
from portal.surveys.queries.consultees import consultees_report
from portal.surveys.rules.awareness import as_json as awareness_json
from portal.surveys.rules.consultees import as_json as consultees_json
from portal.surveys.rules.counting import PARENT_SURVEY
from portal.surveys.rules.importing import ImportRefusedError, ImportReport, Reject
from portal.surveys.rules.themes import CodeBook
from portal.surveys.services.importing import import_answers as import_file
from portal.surveys.services.importing_rounds import ImportPlan
from portal.surveys.views.sheet_files import sheet_csv, sheet_text, sheet_word
from portal.surveys.views.sheets import Sheet, awareness_sheet, consultees_sheet

_SHAPES = click.Choice(["text", "json", "csv", "docx"])


class NoRoundError(PortalError):
    """A code names no round, or one of another survey."""


@click.group()
def survey() -> None:
    """Import survey answers."""


@click.group()
def report() -> None:
    """Make a report of survey answers: exact, not for publication."""


@survey.command("import-answers")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--round", "round_code", default="", help="Code of the round; a new one is made where there is none."
)
@click.option(
    "--survey", "survey_id", default="", help="For a file with a column for each question of this survey."
)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Day noted for every answer; else yesterday.")
@click.option("--source", default="", help="Where the answers come from; reports name it.")
@click.option("--synthetic", is_flag=True, help="Mark the answers as made up for testing.")
@click.option(
    "--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Where refused lines are listed."
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
def import_answers(
    file: Path,
    round_code: str,
    survey_id: str,
    day: datetime | None,
    source: str,
    synthetic: bool,
    rejects: Path | None,
    shape: str,
) -> None:
    """Import answers from a CSV; docs/surveys-import.md has the columns. The same file counts once in a round."""
    plan = ImportPlan(
        file, round_code, survey_id, day.date() if day else None, source, is_synthetic=synthetic
    )
    listing = rejects or file.with_name(f"{file.stem}-rejects.csv")
    _check_place(listing)
    with opened() as held:
        pack = load_pack(held.settings.content)
        with click.progressbar(length=file.stat().st_size, label="Importing", hidden=shape == "json") as bar:
            done = import_file(
                held.database,
                plan,
                now=now(),
                pack=pack,
                seal=held.keys.seal_for_worker,
                progress=bar.update,
            )
    listed = _list_rejects(done.rejects, listing)
    click.echo(json.dumps(asdict(done), indent=2) if shape == "json" else _in_words(done, listed))
    if not done.rounds:
        raise click.ClickException("nothing was imported")


@report.command("consultees")
@click.option("--format", "shape", type=_SHAPES, default="text")
@click.option(
    "--round", "rounds", multiple=True, help="Code of a round; else the newest with answers of each audience."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def consultees(shape: str, rounds: tuple[str, ...], out: Path | None) -> None:
    """Count what people said in their own words, by themes."""
    with opened() as held:
        pack = load_pack(held.settings.content)
        tiers = [tier.number for tier in pack.of(Tiers).tiers]
        with held.database.reading() as session:
            try:
                made = consultees_report(session, pack.of(CodeBook), tiers, rounds)
            except NotFoundError as error:
                raise NoRoundError("there is no round of that code") from error
    _write(consultees_sheet(made), consultees_json(made), shape, out)


@report.command("awareness")
@click.option("--format", "shape", type=_SHAPES, default="text")
@click.option(
    "--round", "rounds", multiple=True, help="Code of a round of parents; else the newest with answers."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def awareness(shape: str, rounds: tuple[str, ...], out: Path | None) -> None:
    """Count what parents had heard of, and what made it hard to get a break."""
    with opened() as held:
        pack = load_pack(held.settings.content)
        with held.database.reading() as session:
            try:
                made = awareness_of(session, pack.of(Questionnaires).named(PARENT_SURVEY), rounds)
            except NotFoundError as error:
                raise NoRoundError("there is no round of parents of that code") from error
    _write(awareness_sheet(made), awareness_json(made), shape, out)


def _write(sheet: Sheet, as_json: Mapping[str, object], shape: str, out: Path | None) -> None:
    """Write to a file, or to the standard output so that it can be piped."""
    if shape == "json":
        content = (json.dumps(as_json, indent=1, ensure_ascii=False) + "\n").encode()
    elif shape == "docx":
        content = sheet_word(sheet)
    else:
        content = (sheet_csv(sheet) if shape == "csv" else sheet_text(sheet)).encode()
    if out is not None:
        out.write_bytes(content)
        click.echo(f"Written to {out}: not for publication.", err=True)
    else:
        click.echo(content, nl=False)


def _check_place(rejects: Path) -> None:
    """Refuse before anything is imported: afterwards, nobody could learn which lines are missing."""
    if not os.access(rejects if rejects.exists() else rejects.parent, os.W_OK):
        raise ImportRefusedError(
            f"{rejects}: refused lines cannot be listed there; name another file with --rejects"
        )


def _list_rejects(rejects: tuple[Reject, ...], path: Path) -> Path | None:
    """Write the refused lines by number and reason; what families wrote is not copied. Give where, if there are any."""
    if not rejects:
        return None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason"])
        writer.writerows((reject.line, reject.reason) for reject in rejects)
    return path


def _in_words(done: ImportReport, listed: Path | None) -> str:
    lines = [
        f"{done.lines} lines read in {done.seconds} s.",
        *(f"Round {code}: {number} responses imported." for code, number in done.rounds.items()),
    ]
    if done.repeated:
        lines.append(
            f"{done.repeated} lines say what another line of the same response says; they count once."
        )
    if listed:
        lines.append(f"{len(done.rejects)} lines refused; {listed} says why.")
    if done.is_synthetic:
        lines.append("Marked as synthetic test data: not findings.")
    return "\n".join(lines)
