"""A file from the API as an analyst's pandas reads it: numbers are numbers, and months add up to the year."""

import io

import pandas as pd
from flask.testing import FlaskClient


def _frame(client: FlaskClient, question: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(client.get(f"/api/v1/metrics/{question}").text))


def test_pandas_reads_counts_as_whole_numbers_and_minutes_as_decimals(client: FlaskClient) -> None:
    calls = _frame(client, "care_calls.csv?by=month")
    minutes = _frame(client, "spd_response_median_minutes.csv?by=month")
    assert pd.api.types.is_integer_dtype(calls["care_calls"])
    assert pd.api.types.is_float_dtype(minutes["spd_response_median_minutes"])
    assert pd.api.types.is_integer_dtype(minutes["n"])


def test_months_in_pandas_add_up_to_the_years(client: FlaskClient) -> None:
    months = _frame(client, "care_calls.csv?by=month")
    years = _frame(client, "care_calls.csv?by=year")
    by_year = months.groupby(months["month"].str[:4])["care_calls"].sum()
    assert by_year.to_dict() == {
        str(year): calls for year, calls in zip(years["year"], years["care_calls"], strict=True)
    }
