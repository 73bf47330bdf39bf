"""Search by words, facets and distance; the only place that knows Whoosh."""
