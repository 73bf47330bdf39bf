"""The allowance: what a family may spend it on in a financial year, and what the council answers when no rule says."""
