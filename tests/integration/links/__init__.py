"""One-use links, from the request to the browser that opens them."""
