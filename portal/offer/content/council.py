"""The council of the content pack: its name, languages, colours, telephones and waits."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from portal.infra.content_files import ContentModel, load_yaml
from portal.infra.i18n import Language, _

_Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Words(ContentModel):
    """A sentence that translators see."""

    text: str


class TextList(ContentModel):
    """Sentences that translators see, in order."""

    texts: tuple[str, ...]


class Contact(ContentModel):
    """A team that families can reach."""

    label: str
    phone: str = Field(pattern=r"^[0-9 ]{3,16}$")
    text_number: str | None = None
    email: str | None = None
    hours: Words

    @property
    def title(self) -> str:
        """Give the team's name in the reader's language."""
        return _(self.label)

    @property
    def when(self) -> str:
        """Give the hours in the reader's language."""
        return _(self.hours.text)

    @property
    def tel(self) -> str:
        """Give the address that rings the team."""
        return f"tel:{self.phone.replace(' ', '')}"

    @property
    def sms(self) -> str:
        """Give the address that begins a text message to the team."""
        return f"sms:{(self.text_number or '').replace(' ', '')}"


class Contacts(ContentModel):
    """The telephones that the portal shows."""

    short_breaks_team: Contact
    front_door: Contact
    out_of_hours: Contact
    complaints: Contact
    independent_advice: Contact


class Waits(ContentModel):
    """What the council promises, in working days."""

    first_contact_working_days: int = Field(ge=1, le=60)
    decision_working_days: int = Field(ge=1, le=120)
    urgent_contact_working_days: int = Field(ge=1, le=5)

    def contact_days(self, *, is_urgent: bool) -> int:
        """Give within how many working days a family is contacted."""
        return self.urgent_contact_working_days if is_urgent else self.first_contact_working_days


class ShippedLanguage(ContentModel):
    """A language of the pack; without a checker its pages carry a notice that the English text counts."""

    code: str = Field(pattern=r"^[a-z]{2,3}$")
    name: str
    direction: Literal["ltr", "rtl"]
    checked_by: str | None


class Council(ContentModel):
    """Everything that makes the portal this council's."""

    name: str
    area: str
    sample: bool
    languages: tuple[ShippedLanguage, ...]
    brand: Mapping[str, _Colour]
    contacts: Contacts
    waits: Waits
    attribution: TextList

    @field_validator("languages")
    @classmethod
    def _english_first(cls, languages: tuple[ShippedLanguage, ...]) -> tuple[ShippedLanguage, ...]:
        if not languages or languages[0].code != "en":
            raise ValueError("the first language is en: every word of the portal is written in it")
        return languages

    @field_validator("brand")
    @classmethod
    def _names_are_plain(cls, brand: Mapping[str, str]) -> Mapping[str, str]:
        for name in brand:
            if not re.fullmatch(r"[a-z_]+", name):
                raise ValueError(f"the colour name {name} has other signs than small letters and _")
        return brand

    def offered_languages(self) -> tuple[Language, ...]:
        """Give the languages that families can choose, English first."""
        return tuple(
            Language(entry.code, entry.name, entry.direction, entry.checked_by is not None)
            for entry in self.languages
        )


def load(pack: Path) -> Council:
    """Load content/council.yaml."""
    return load_yaml(pack / "council.yaml", Council)
