"""The engines that are compared: ours, SQLite's FTS5, tantivy, and Whoosh as its documentation shows it."""
