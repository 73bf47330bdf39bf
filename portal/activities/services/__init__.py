"""What can be done to the directory: publish listings, withdraw them."""

from portal.activities.services.publishing import PublishReport, publish_listings
from portal.activities.services.sample import publish_sample
from portal.activities.services.staging import (
    StagingError,
    discard_staged,
    publish_staged,
    published_digests,
    stage_listings,
)

__all__ = [
    "PublishReport",
    "StagingError",
    "discard_staged",
    "publish_listings",
    "publish_sample",
    "publish_staged",
    "published_digests",
    "stage_listings",
]
