"""What questions mean: shapes, reading of answers, conditions and the way through the pages."""
