"""Districts, towns and postcodes: where families live and where things are."""
