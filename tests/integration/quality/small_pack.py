"""A pack with one file of each kind and nothing to mend, in which tests plant faults."""

import shutil
from datetime import date
from pathlib import Path

from portal.settings import PROJECT

TODAY = date(2026, 11, 26)

_EASY = "We help you. You can ring us. We ask what you like. Then we tell you what there is. It is free."

FILES = {
    "council.yaml": """\
name: "Orchard County Council"
languages:
  - {code: en, name: English}
  - {code: pl, name: Polski}
contacts:
  team: {phone: "01632 960120", email: "team@orchard.example.org"}
""",
    "tiers.yaml": """\
tiers:
  - {code: universal, title: "Ask for a short break", page: about}
""",
    "messages.yaml": """\
messages:
  - kind: referral_received
    subject: "Ask for a short break"
    body: |
      Ask for a short break
""",
    "taxonomy.yaml": """\
activity_types:
  - {code: soft_play, label: "Soft play"}
contact_methods:
  - {code: email, label: "Email"}
""",
    "questionnaires/referral.yaml": """\
id: referral
title: "Ask for a short break"
pages:
  - id: how
    questions:
      - id: how
        options_from: taxonomy.contact_methods
""",
    "eligibility/short-breaks.yaml": """\
id: short-breaks
valid_from: 2026-04-01
questionnaire: referral
actions:
  - id: ask
    title: "Ask for a short break"
    target: /ask
""",
    "school-year.yaml": "first: 2026-09-01\nlast: 2028-08-31\n",
    "providers.yaml": """\
providers:
  - {slug: bounce-barn, name: "Bounce Barn"}
""",
    "activities/hereford.yaml": """\
activities:
  - slug: first-bounce
    provider: bounce-barn
    types: [soft_play]
    summary: "Soft play for small children."
    description: |
      We have a ball pool.

      You can come and go.
    contact: {website: "https://www.bouncebarn.example.org"}
    checked_on: 2026-10-01
""",
}

_PAGE = """\
---
title: "{title}"
description: "What we do."
reviewed: 2026-10-01
---

## What we do

{text}

Ring [{{contacts.team.phone}}]({{contacts.team.tel}}). See [the other page]({other}).
"""


def write_pack(folder: Path) -> Path:
    """Write the pack; `writing.yaml` is that of the sample pack."""
    for file, text in FILES.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for language in ("en", "pl"):
        for slug, other in (("about", "/privacy"), ("privacy", "/about")):
            path = folder / "pages" / language / f"{slug}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_PAGE.format(title="Our page", text=_EASY, other=other))
    shutil.copy(PROJECT / "content" / "writing.yaml", folder / "writing.yaml")
    return folder
