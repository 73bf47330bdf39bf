"""Pages that ask questions, for the views of every feature; there is no blueprint here."""
