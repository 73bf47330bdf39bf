"""What can be done with listings from outside."""

from portal.listings.services.feed_file import FeedError
from portal.listings.services.importing import import_open_referral

__all__ = ["FeedError", "import_open_referral"]
