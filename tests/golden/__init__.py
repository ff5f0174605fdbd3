"""A month worked by hand, and a second implementation of every metric to hold the first one to."""
