"""Whether the content pack is good: plain words, links that lead somewhere, dates that still hold. Changes nothing."""
