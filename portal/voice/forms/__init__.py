"""Forms of families and of the people who answer them."""
