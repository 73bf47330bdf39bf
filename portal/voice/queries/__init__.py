"""Reading what families told, and what was published."""
