"""The letter that a family shows to a school: what the council says about diagnosis, on one page."""

from dataclasses import dataclass

from portal.eligibility.rules.sets import RuleSet
from portal.infra.clock import today
from portal.infra.content_pack import content
from portal.infra.i18n import _, current_language, format_day, speaking, spoken_list
from portal.offer.content.council import Contact, Council

_OF_THE_SCHOOL = "en"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One thing that families get, and what they do not need for it."""

    title: str
    not_needed: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter in one language; every word is ready to be read."""

    language: str
    title: str
    date: str
    opening: tuple[str, ...]
    caption: str
    columns: tuple[str, str]
    rows: tuple[LetterRow, ...]
    closing: tuple[str, ...]
    ring: str
    team: Contact
    rules: str


def letters(rules: RuleSet) -> tuple[Letter, ...]:
    """Give the letter in the language of schools, and in the reader's own where it is another."""
    languages = dict.fromkeys((_OF_THE_SCHOOL, current_language()))
    return tuple(_in(language, rules) for language in languages)


def _in(language: str, rules: RuleSet) -> Letter:
    with speaking(language):
        return _letter(language, rules)


def _letter(language: str, rules: RuleSet) -> Letter:
    council = content(Council)
    return Letter(
        language=language,
        title=letter_title(),
        date=format_day(today()),
        opening=_opening(council),
        caption=_("What a family does not need"),
        columns=(_("What a family can get"), _("Not needed")),
        rows=tuple(
            LetterRow(_(part.title), spoken_list([_(one.title) for one in part.not_needed]))
            for part in rules.parts
            if part.not_needed
        ),
        closing=_closing(),
        ring=_("Ring us:"),
        team=council.contacts.short_breaks_team,
        rules=_(
            "These are the rules of version %(version)s. They count from %(day)s.",
            version=rules.version,
            day=format_day(rules.valid_from),
        ),
    )


def _opening(council: Council) -> tuple[str, ...]:
    return (
        _("To the school, nursery or doctor"),
        _(
            "A family shows you this letter. It says how families get short breaks from %(council)s.",
            council=council.name,
        ),
        _(
            "A child does not need a diagnosis to get a short break. Being on a waiting list is no reason to wait."
        ),
    )


def _closing() -> tuple[str, ...]:
    return (
        _(
            "Only some kinds of help need a social care assessment. A family can ask for one without a diagnosis."
        ),
        _("The law looks at how daily life is affected, not at a diagnosis (Equality Act 2010, section 6)."),
        _(
            "You can help. Tell the family that they can ask for a short break. You can also ring us with them."
        ),
    )


def letter_title() -> str:
    """Give the heading of the letter in the current language."""
    return _("What the council says about diagnosis")
