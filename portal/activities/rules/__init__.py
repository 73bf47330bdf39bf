"""What the directory decides: facets, how to get an activity, when its facts are old."""
