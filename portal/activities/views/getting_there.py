"""How to get there in words that do not pretend: miles and buses, and never minutes."""

from collections.abc import Iterator, Mapping

from portal.activities.rules.facets import Delivery
from portal.infra.i18n import _, format_number

_FEW_MILES = 10


def getting_there(
    *,
    miles: float | None,
    is_about: bool,
    is_rural: bool,
    delivery: str | None,
    bus_stop: str | None,
    access: Mapping[str, str],
) -> tuple[str, ...]:
    """Give short sentences on the way; `access` holds the answers by feature, and what is missing is not known."""
    if delivery == Delivery.ONLINE:
        return (_("It is online. You do not need to travel."),)
    if delivery == Delivery.AT_HOME:
        return (_("They come to your home. You do not need to travel."),)
    return tuple(_sentences(miles, is_about, is_rural, bus_stop, access))


def _sentences(
    miles: float | None, is_about: bool, is_rural: bool, bus_stop: str | None, access: Mapping[str, str]
) -> Iterator[str]:
    if miles is not None:
        yield _straight(miles, is_about)
        if is_rural:
            yield _("Roads here are slow. Allow more time than the miles suggest.")
    yield _bus(bus_stop, access.get("near_bus_stop"))
    yield _transport(access.get("transport_provided"))


def _straight(miles: float, is_about: bool) -> str:
    rounded = round(miles) if miles >= _FEW_MILES or is_about else round(miles, 1)
    if rounded < 1:
        return _("Less than 1 mile in a straight line. By road it is further.")
    if rounded == 1:
        return (
            _("About 1 mile in a straight line. By road it is further.")
            if is_about
            else _("1 mile in a straight line. By road it is further.")
        )
    shown = format_number(rounded)
    if is_about:
        return _("About %(miles)s miles in a straight line. By road it is further.", miles=shown)
    return _("%(miles)s miles in a straight line. By road it is further.", miles=shown)


def _bus(stop: str | None, answer: str | None) -> str:
    if stop:
        return _("Nearest bus stop: %(stop)s.", stop=stop)
    known = {
        "yes": _("There is a bus stop near."),
        "partly": _("There is a bus stop, but not close by. Ask."),
        "no": _("There is no bus stop near."),
    }
    return known.get(answer or "", _("Not known if there is a bus stop near. Ask."))


def _transport(answer: str | None) -> str:
    known = {
        "yes": _("They can bring your child: transport provided."),
        "partly": _("They can bring some children. Ask if they can bring your child."),
        "no": _("They cannot bring your child."),
    }
    return known.get(answer or "", _("Not known if they can bring your child. Ask."))
