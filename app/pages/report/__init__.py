"""The page at `/report`, to be printed: what CARE did in one month."""
