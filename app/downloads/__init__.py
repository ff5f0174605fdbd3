"""Files for whoever takes the numbers further: answers and rows, as CSV and Parquet, with what they rest on."""
