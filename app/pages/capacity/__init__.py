"""The page at `/capacity`, which answers: what did CARE free, as measured and as modeled."""
