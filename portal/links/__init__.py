"""One-use links that are sent to a family and open one thing: a draft or the state of a request."""
