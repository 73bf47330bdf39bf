"""The address of the map of a search: the same questions, asked of another page."""

from portal.activities.views.asked import ADDRESS

MAP_ADDRESS = f"{ADDRESS}/map"


def on_map(address: str) -> str:
    """Give the address of the map that shows what a list of activities shows."""
    return MAP_ADDRESS + address.removeprefix(ADDRESS)
