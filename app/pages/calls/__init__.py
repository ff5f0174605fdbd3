"""The page about calls: how many, who came, what about, when, where, and what became of those CARE could answer."""
