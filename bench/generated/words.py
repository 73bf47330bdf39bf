"""Generated words: a few stand everywhere, most of them are rare, and each subject has its own."""

import math
import random
from collections.abc import Sequence
from itertools import accumulate

SEED = 20261122
VOCABULARY = 60_000
SUBJECTS = 48
_OF_A_SUBJECT = 90
_FROM_THE_SUBJECT = 0.35
# A service has so many stems in the middle of all, and they vary by so much (the logarithms' deviation).
_STEMS_IN_THE_MIDDLE, _STEMS_VARY = 50, 0.9
_SHORTEST_TEXT, _LONGEST_TEXT = 4, 600
_COMMON = (
    "children", "young", "people", "families", "support", "club", "group", "fun", "activities", "disabled",
    "friends", "free", "play", "session", "parents", "carers", "community", "centre", "welcome", "staff", "music",
    "sport", "school", "holiday", "learning", "skills", "trained", "sensory", "autism", "art", "outdoors", "swimming",
    "hall", "quiet", "weekly", "relaxed", "small", "saturday", "evening", "garden", "animals", "cooking", "dance",
    "drama", "craft", "football", "riding", "cycling", "cinema", "trampolining", "youth", "buddy", "overnight",
    "wheelchair", "accessible", "library", "village", "online", "booking", "volunteers", "confidence", "farm",
    "inclusive", "experience", "games", "time", "make", "safe", "team", "local", "come", "new", "needs", "join",
    "place", "home", "gentle", "walk", "water", "horse", "pony", "pottery", "drumming", "singing", "theatre",
    "puppets", "storytelling", "gymnastics", "climbing", "canoe", "archery", "boccia", "tennis", "rugby", "cricket",
    "bowling", "picnic", "orchard", "museum", "castle", "railway", "kitchen", "baking", "woodwork", "photography",
    "coding", "lego", "chess", "minecraft", "makaton", "hoist", "lunch", "snack", "minibus", "volunteer", "coach",
    "leader", "teacher", "nurse", "therapist", "medicine", "epilepsy", "communication", "signing", "headphones",
    "lights", "ramp", "parking", "toilet", "changing", "station", "bus", "taxi", "café", "market", "church", "chapel",
    "meadow", "river", "forest", "bridge", "stable", "studio", "stage", "gallery", "workshop", "campfire", "tent",
    "sleepover", "weekend", "summer", "easter", "christmas", "spring", "winter", "morning", "afternoon", "teatime",
    "siblings", "brothers", "sisters", "grandparents", "toddlers", "teenagers", "adults", "beginners", "everyone",
)  # fmt: skip
_STOP_WORDS = (
    "the", "and", "of", "to", "a", "in", "for", "with", "is", "are", "we", "our", "or", "on", "at", "you", "can", "by",
    "have", "as", "from", "that", "their", "be", "who", "all", "your", "this", "will", "if", "it", "they",
)  # fmt: skip
_SYLLABLES = (
    "an", "ber", "cor", "dal", "en", "fer", "gol", "hin", "is", "jor", "kel", "lum", "mar", "nes", "or", "pel",
    "quin", "ras", "sel", "tor", "um", "vel", "wes", "yar", "zen", "bra", "cle", "dro", "fli", "gra", "pla", "sti",
    "tre", "whi", "sho", "cap", "din", "mol", "tup", "vok",
)  # fmt: skip


class Words:
    """The vocabulary of a directory, and texts made of it."""

    def __init__(self, chance: random.Random) -> None:
        """Make the vocabulary, most frequent words first; those are real ones."""
        made: dict[str, None] = dict.fromkeys(_COMMON)
        while len(made) < VOCABULARY:
            made["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
        self.all = list(made)
        self._weights = list(accumulate(map(_frequency, range(VOCABULARY))))
        self._chance = chance
        self._subjects = [self._subject() for _subject in range(SUBJECTS)]
        self._subject_weights = list(accumulate(1 / (place + 2) for place in range(_OF_A_SUBJECT)))

    def _subject(self) -> Sequence[str]:
        """Give words that stand together: some frequent, some rare ones."""
        chance = self._chance
        frequent = chance.sample(self.all[:1_200], _OF_A_SUBJECT // 2)
        rare = chance.sample(self.all[1_200:12_000], _OF_A_SUBJECT - len(frequent))
        words = [*frequent, *rare]
        chance.shuffle(words)
        return words

    def some(self, count: int, subject: int | None = None) -> list[str]:
        """Give words as they would stand in a text, stop words left out."""
        if subject is None:
            return self._chance.choices(self.all, cum_weights=self._weights, k=count)
        own = sum(self._chance.random() < _FROM_THE_SUBJECT for _word in range(count))
        words = self._chance.choices(self._subjects[subject], cum_weights=self._subject_weights, k=own)
        words += self.some(count - own)
        self._chance.shuffle(words)
        return words

    def length(self) -> int:
        """Give how many words a description has, stop words left out."""
        drawn = math.exp(self._chance.gauss(math.log(_STEMS_IN_THE_MIDDLE), _STEMS_VARY))
        return min(_LONGEST_TEXT, max(_SHORTEST_TEXT, round(drawn)))

    def text(self, count: int, subject: int | None = None) -> str:
        """Give sentences with so many words and about as many stop words between them."""
        words = self.some(count, subject)
        between = self._chance.choices(("", "", *_STOP_WORDS), k=count)
        pairs = [f"{small} {word}" if small else word for small, word in zip(between, words, strict=True)]
        return " ".join(f"{' '.join(pairs[start : start + 9]).capitalize()}." for start in range(0, count, 9))

    def rare(self, place: int) -> str:
        """Give one of the rare words, which stand in about one of 2,000 activities."""
        return self.all[9_000 + place]


def _frequency(rank: int) -> float:
    """Give how often a word comes: slowly falling among the first 700, steeply after them."""
    return 1 / (math.pow(rank + 5, 0.7) * (1 + rank / 700))
