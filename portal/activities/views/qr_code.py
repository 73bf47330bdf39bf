"""A picture of an address that a phone's camera opens."""

import segno
from markupsafe import Markup


def qr_code(address: str, title: str) -> Markup:
    """Give an address as a drawing that stands in the page; the title says what it opens."""
    drawn = segno.make(address, error="l", micro=False).svg_inline(
        omitsize=True, title=title, svgclass="qr", lineclass=None, light="#fff"
    )
    # Drawn by the library from an address that is quoted, and a title that it escapes.
    return Markup(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S704
