"""Forms as data: pages, questions, conditions, drafts and check your answers. Knows no feature."""
