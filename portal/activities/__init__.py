"""The directory of things to do: listings, search and their pages."""
