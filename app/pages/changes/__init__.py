"""The page at `/changes`, which answers: what changed, for any number, in all and by any group."""
