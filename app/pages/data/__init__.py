"""The page at `/data`, which answers: what is in the data, and how do I get it."""
