"""The page at `/map`, which answers: where, for any of the main numbers and any kind of area."""
