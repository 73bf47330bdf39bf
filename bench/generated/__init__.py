"""Generated activities: as varied in words, ages, places and needs as a real directory, the same each time.

The shapes are those of an Open Referral feed of 819 services, measured once; no word or fact of it is here.
There the most frequent stem stands in 52 of 100 services, number 100 in 10 and number 1,000 in 1; a service has
58 different stems (13 to 378 with the repeated ones, 64 in the middle), a name 2 to 11 words; a third of all stems
stands in one service only, and each doubling of the directory brings new ones.
"""

from bench.generated.documents import generated_documents
from bench.generated.listings import Pools, generated_listings, generated_organisations, pools_of
from bench.generated.times import FIRST_DAY
from bench.generated.words import SEED, Words

__all__ = [
    "FIRST_DAY",
    "SEED",
    "Pools",
    "Words",
    "generated_documents",
    "generated_listings",
    "generated_organisations",
    "pools_of",
]
