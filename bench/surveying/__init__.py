"""Parts of the benchmark of survey results."""
