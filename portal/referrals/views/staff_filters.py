"""The filters of the queue: what the address says, and what each field offers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.referrals.queries.queue import MINE, NOBODY, QueueFilter
from portal.referrals.rules.routes import Kind, Route
from portal.referrals.rules.triage import Status
from portal.referrals.views.staff_words import ATTENTION, FLAGS, KINDS, ROUTES, STATUSES
from portal.taxonomy.content import Taxonomy

_STATES = ("open", "ended", "all")


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the filter, with what it offers and what is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def _codes(offered: Mapping[str, str] | tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    pairs = offered.items() if isinstance(offered, Mapping) else offered
    return (("", _("All")), *((code, str(text)) for code, text in pairs))


def _offered(people: Mapping[int, str]) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Give name, label and options of every field."""
    states = (("open", _("Open")), ("ended", _("Ended")), ("all", _("All")))
    yield "state", _("Where it stands"), (*states, *((one.value, str(STATUSES[one])) for one in Status))
    yield "attention", _("Calls for somebody"), _codes(ATTENTION)
    mine = (("me", _("Me")), ("nobody", _("Nobody")))
    yield "who", _("Who looks after it"), _codes((*mine, *((str(key), name) for key, name in people.items())))
    districts = tuple((entry.code, _(entry.label)) for entry in content(Places).districts)
    others = (
        ("elsewhere", _("Outside the county")),
        ("not_sure", _("Not sure")),
        ("not_known", _("Not known")),
    )
    yield "district", _("District"), _codes((*districts, *others))
    bands = tuple((code, code.replace("-", _(" to "))) for code in content(Taxonomy).bands)
    more = (("older", _("Older")), ("not_known", _("Not known")))
    yield "age", _("Age"), _codes((*bands, *more))
    yield "tier", _("Tier"), _codes(tuple((str(entry.number), entry.title) for entry in content(Tiers).tiers))
    yield (
        "programme",
        _("Programme"),
        _codes(tuple((one.code, one.title) for one in content(Tiers).programmes)),
    )
    yield "flag", _("Flag"), _codes(FLAGS)
    yield "kind", _("Requests or calls"), _codes(KINDS)
    yield "route", _("Who asked"), _codes(ROUTES)


def choices(wanted: QueueFilter, people: Mapping[int, str]) -> tuple[Choice, ...]:
    """Give every field of the filter."""
    chosen = query_of(wanted)
    return tuple(
        Choice(name, label, options, chosen.get(name, "open" if name == "state" else ""))
        for name, label, options in _offered(people)
    )


def wanted_here(arguments: MultiDict[str, str]) -> QueueFilter:
    """Read the filter of an address; what is not known there is left out."""
    known = {*_STATES, *(status.value for status in Status)}
    state, tier = arguments.get("state", "open"), arguments.get("tier", "")
    return QueueFilter(
        state=state if state in known else "open",
        district=_code(arguments, "district"),
        age_band=_code(arguments, "age"),
        tier=int(tier) if tier in {"1", "2", "3"} else None,
        programme=_code(arguments, "programme"),
        flag=_one_of(arguments, "flag", FLAGS),
        kind=_one_of(arguments, "kind", {kind.value: "" for kind in Kind}),
        route=_one_of(arguments, "route", {route.value: "" for route in Route}),
        attention=_one_of(arguments, "attention", ATTENTION),
        assignee=_who(arguments.get("who", "")),
    )


def _code(arguments: MultiDict[str, str], name: str) -> str:
    text = arguments.get(name, "")[:40]
    return text if text.replace("_", "").replace("-", "").isalnum() and text.isascii() else ""


def _one_of(arguments: MultiDict[str, str], name: str, known: Mapping[str, str]) -> str:
    text = arguments.get(name, "")
    return text if text in known else ""


def _who(text: str) -> int | None:
    if text == "me":
        return MINE
    if text == "nobody":
        return NOBODY
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def query_of(wanted: QueueFilter) -> dict[str, str]:
    """Give the filter as the address has it, without what is not set."""
    who = {None: "", MINE: "me", NOBODY: "nobody"}.get(wanted.assignee, str(wanted.assignee))
    values = {
        "state": "" if wanted.state == "open" else wanted.state,
        "attention": wanted.attention,
        "who": who,
        "district": wanted.district,
        "age": wanted.age_band,
        "tier": str(wanted.tier or ""),
        "programme": wanted.programme,
        "flag": wanted.flag,
        "kind": wanted.kind,
        "route": wanted.route,
    }
    return {name: value for name, value in values.items() if value}
