"""Cells that a spreadsheet would run are made text."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would run."""


def harmless(cell: str) -> str:
    """Keep a text cell from running as a formula in a spreadsheet."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
