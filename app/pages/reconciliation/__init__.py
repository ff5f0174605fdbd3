"""The page at `/reconciliation`, which answers: do these numbers agree with what others have published."""
