"""Pages on which families tell, and on which the council answers."""
