"""The pages of “Can I spend it on this?”: for families, and for editors who answer."""
