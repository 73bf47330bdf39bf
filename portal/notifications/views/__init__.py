"""The pages of messages that did not arrive: for staff, who tell the family instead."""
