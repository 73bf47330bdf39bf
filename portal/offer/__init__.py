"""The published offer: the council, its three tiers, its programmes and its pages, all from content/."""
