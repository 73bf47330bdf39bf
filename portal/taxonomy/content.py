"""The code lists of content/taxonomy.yaml, typed."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from portal.core.ages import AgeRange
from portal.infra.content_files import ContentModel, load_yaml

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=40)]


class Term(ContentModel):
    """A code that never changes and the words that people read, which may."""

    code: Code
    label: str = Field(min_length=1)
    hint: str | None = None


class SupportNeed(Term):
    """What a child or young person may need support with; never a gate."""

    hidden: bool
    exclusive: bool = False


class AccessGroup(Term):
    """Access features that families look for together, such as toilets."""

    features: tuple[Term, ...]


class ActivityType(Term):
    """A kind of activity, with the name of its drawing."""

    pictogram: str


class AgeBand(Term):
    """A span of whole years that families choose in a search."""

    youngest: int = Field(ge=0)
    oldest: int = Field(ge=0)

    @property
    def ages(self) -> AgeRange:
        """Give the band as a range, both ends included."""
        return AgeRange(self.youngest, self.oldest)


class SpokenLanguage(Term):
    """A language, named in its own words."""

    direction: str = Field(pattern="^(ltr|rtl)$")


class Taxonomy(ContentModel):
    """All code lists, each in the order in which people see it."""

    support_needs: tuple[SupportNeed, ...]
    access_groups: tuple[AccessGroup, ...]
    access_answers: tuple[Term, ...]
    activity_types: tuple[ActivityType, ...]
    time_bands: tuple[Term, ...]
    seasons: tuple[Term, ...]
    age_bands: tuple[AgeBand, ...]
    cost_types: tuple[Term, ...]
    funding: tuple[Term, ...]
    referrers: tuple[Term, ...]
    places_states: tuple[Term, ...]
    referrer_roles: tuple[Term, ...]
    contact_methods: tuple[Term, ...]
    languages_spoken: tuple[SpokenLanguage, ...]
    # Access features that a search joins with "or", and those that make a hidden disability easier.
    travel_features: tuple[Code, ...]
    hidden_disability_features: tuple[Code, ...]

    @model_validator(mode="after")
    def check_codes(self) -> Self:
        """Refuse a list in which a code stands twice."""
        for name, terms in self._lists().items():
            codes = [term.code for term in terms]
            if twice := sorted({code for code in codes if codes.count(code) > 1}):
                raise ValueError(f"{name}: {', '.join(twice)} stands there twice")
        features = {feature.code for feature in self.access_features}
        if unknown := sorted({*self.travel_features, *self.hidden_disability_features} - features):
            raise ValueError(f"access_groups has no {', '.join(unknown)}")
        return self

    @cached_property
    def access_features(self) -> tuple[Term, ...]:
        """Give the features of all groups, in order."""
        return tuple(feature for group in self.access_groups for feature in group.features)

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Give the label for each code of each list: `labels["support_needs"]["autism"]`."""
        return {name: {term.code: term.label for term in terms} for name, terms in self._lists().items()}

    @cached_property
    def pictograms(self) -> Mapping[str, str]:
        """Give the name of the drawing for each kind of activity."""
        return {kind.code: kind.pictogram for kind in self.activity_types}

    @cached_property
    def bands(self) -> Mapping[str, AgeRange]:
        """Give the ages of each band by its code."""
        return {band.code: band.ages for band in self.age_bands}

    @cached_property
    def hidden_needs(self) -> frozenset[str]:
        """Give the codes of the disabilities that other people do not see."""
        return frozenset(need.code for need in self.support_needs if need.hidden)

    def knows(self, list_name: str, codes: Iterable[str]) -> bool:
        """Tell whether all codes stand in a list."""
        return self.labels[list_name].keys() >= set(codes)

    def _lists(self) -> Mapping[str, tuple[Term, ...]]:
        return {
            "support_needs": self.support_needs,
            "access_groups": self.access_groups,
            "access_features": tuple(feature for group in self.access_groups for feature in group.features),
            "access_answers": self.access_answers,
            "activity_types": self.activity_types,
            "time_bands": self.time_bands,
            "seasons": self.seasons,
            "age_bands": self.age_bands,
            "cost_types": self.cost_types,
            "funding": self.funding,
            "referrers": self.referrers,
            "places_states": self.places_states,
            "referrer_roles": self.referrer_roles,
            "contact_methods": self.contact_methods,
            "languages_spoken": self.languages_spoken,
        }


def load(pack: Path) -> Taxonomy:
    """Load taxonomy.yaml of a content pack; raises ContentError."""
    return load_yaml(pack / "taxonomy.yaml", Taxonomy)
