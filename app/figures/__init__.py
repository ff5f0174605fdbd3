"""Charts: rows in, figure out. Figures are plain dicts; they know neither Dash nor the database."""
