"""The council as schema.org knows an organisation."""

from markupsafe import Markup

from portal.infra.canonical import absolute
from portal.infra.structured_data import data_block, known
from portal.offer.content import Council


def council_data(council: Council) -> Markup:
    """Give the block of data for the home page: the council and how to ring its team, no person."""
    team = council.contacts.short_breaks_team
    return data_block(
        [
            known(
                {
                    "@type": "GovernmentOrganization",
                    "@id": absolute("/#council"),
                    "name": council.name,
                    "url": absolute("/"),
                    "areaServed": council.area,
                    "contactPoint": {
                        "@type": "ContactPoint",
                        "contactType": team.title,
                        "telephone": team.phone,
                    },
                }
            )
        ]
    )
