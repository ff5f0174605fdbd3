"""The page about people who get a response: how calls end, and what is not known yet."""
