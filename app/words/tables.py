"""Words of tables, on every page."""

NUMBER, VALUE, N_OF = "Number", "Value", "n ({of})"
NO_END = "–"
