"""Loading listings and building the index."""

import json
import re
from dataclasses import asdict
from pathlib import Path

import click

import portal.activities.jobs as activity_jobs
from portal.cli.opened import opened
from portal.core.errors import PortalError
from portal.core.tiers import OfferTier
from portal.infra.clock import now
from portal.listings.services import import_open_referral
from portal.offer.content import Tiers
from portal.pack import load_pack
from portal.places.rules import Places

_STEPS = 1_000
_FEED_NAME = re.compile(r"[a-z0-9-]{0,20}")


class NotOfferedError(PortalError):
    """The council offers no tier in which these activities could stand."""


@click.group()
def import_group() -> None:
    """Import listings."""


import_group.name = "import"


def _feed_name(_context: click.Context, _option: click.Parameter, name: str) -> str:
    if not _FEED_NAME.fullmatch(name):
        raise click.BadParameter("at most 20 small letters, digits and hyphens")
    return name


@import_group.command("openreferral")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--source", "feed", default="", callback=_feed_name, help="A name for feeds that count their ids 1, 2, 3."
)
def openreferral(file: Path, shape: str, feed: str) -> None:
    """Import services of an Open Referral UK list and publish them as tier 1, not yet checked by the council."""
    with opened() as held:
        pack = load_pack(held.settings.content)
        if not pack.of(Tiers).offers(OfferTier.UNIVERSAL):
            raise NotOfferedError("these services are open to all, and tiers.yaml offers no universal tier")
        report = import_open_referral(held.database, file, now=now(), places=pack.of(Places), feed=feed)
        activity_jobs.refresh(held.database, held.settings.index, held.keys.index_key, pack)
    click.echo(json.dumps(asdict(report), default=str, indent=2) if shape == "json" else report.as_text())


@click.group()
def index() -> None:
    """Build the search index."""


@index.command("rebuild")
def rebuild() -> None:
    """Build the search index anew from the published activities; families search the old one meanwhile."""
    with opened() as held:
        pack = load_pack(held.settings.content)
        with click.progressbar(length=_STEPS, label="Indexing") as bar:

            def show(part: float) -> None:
                bar.update(int(part * _STEPS) - bar.pos)

            report = activity_jobs.rebuild(
                held.database, held.settings.index, held.keys.index_key, pack, show
            )
    click.echo(report.as_text())
