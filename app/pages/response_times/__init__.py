"""The page at `/response-times`, which answers: how fast does help come."""
