"""The dashboard's tests: questions, answers, the interface they come through, and what the pages make of them."""
