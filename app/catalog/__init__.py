"""What other catalogs are told of the data: a data package, a DCAT-US entry, and JSON-LD for search engines.

All three are written from one `Dataset` and one list of files; none of them asks the database for more than it is.
"""
