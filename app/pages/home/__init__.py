"""The page at `/`, which answers: what is CARE doing."""
