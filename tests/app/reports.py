"""Reports read back: a month in the middle of the invented data, and what stands on its page."""

from flask.testing import FlaskClient

from tests.app.layouts import elements

MONTH = "2025-06"
DAYS = "start=2025-06-01&end=2025-06-30"


def page_of(client: FlaskClient, month: str) -> str:
    """Read the report of a month."""
    response = client.get(f"/report?month={month}")
    assert response.status_code == 200
    return str(response.text)


def told(html: str) -> str:
    """Give all the text of a page."""
    return next(one for one in elements(html) if one.tag == "main").text


def table(html: str, name: str) -> list[list[str]]:
    """Read the rows of the table called `name`, its head first."""
    found = elements(html)
    start = next(i for i, one in enumerate(found) if one.get("aria-label") == f"Table: {name}")
    rows: list[list[str]] = []
    for one in found[start + 1 :]:
        if one.tag in ("section", "h2"):
            break
        if one.tag == "tr":
            rows.append([])
        if one.tag in ("th", "td"):
            rows[-1].append(one.text)
    return rows
