"""What stands around every page: the banner, the filter bar, the notice of new data, the footer."""
