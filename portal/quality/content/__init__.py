"""Reads the files of a content pack as an editor wrote them, each word with its line, and the rules of writing."""
