"""Words for what there is no data about."""

NO_DATA_YET = "No data yet"
MISSING = "Missing:"
SUPPLIER = "Who can supply it:"
ONCE_SUPPLIED = "It appears here once the department supplies the export."
