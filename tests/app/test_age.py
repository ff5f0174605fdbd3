"""The frame says loudly that its data is old, once it is older than the setting allows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.db import Info
from app.shell.layout import _age_notice


def _info(data_through: date) -> Info:
    return Info("20260104T120000Z", datetime(2026, 1, 4, 12), date(2022, 1, 1), data_through, is_invented=True)


@pytest.mark.parametrize(("age", "is_said"), [(0, False), (7, False), (8, True), (400, True)])
def test_data_is_called_old_when_it_is_older_than_the_setting(age: int, is_said: bool) -> None:
    through = datetime.now(UTC).date() - timedelta(days=age)
    notice = _age_notice(_info(through), stale_days=7)
    assert (notice is not None) == is_said
    if notice is not None:
        assert f"{age} days ago" in notice.children
