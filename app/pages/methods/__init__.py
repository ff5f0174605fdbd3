"""The page at `/methods`, which answers: how are these numbers made, and how far can they be trusted."""
