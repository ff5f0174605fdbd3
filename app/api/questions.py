"""What can be asked: the parameters of each address, as the models that check them and write the document."""

from collections.abc import Collection
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.downloads.row_files import ROW_FILES
from app.filters import MAY_BE_LEFT_OUT, Filters, Values, as_tuple
from etl.metrics import BY, METRICS

Told = dict[str, Any]
"""What the document says of a parameter beyond what its type does."""

_Id = Annotated[str, Field(json_schema_extra={"pattern": "^20[0-9]{6}T[0-9]{6}Z$"})]
Snapshot = Annotated[_Id | None, MAY_BE_LEFT_OUT]
"""An id: the UTC time of its build. Whether there is such a snapshot, the warehouse says."""

Periods = Annotated[tuple[Literal["previous", "year"], ...], BeforeValidator(as_tuple)]


def _one_of(names: Collection[str]) -> Told:
    """Tell which names there are. The models do not check them: one that is unknown is not found, with a hint."""
    return {"enum": list(names)}


class SnapshotChoice(BaseModel):
    """Which snapshot is asked."""

    model_config = ConfigDict(extra="forbid")

    snapshot: Snapshot = Field(None, description="A snapshot's id; the newest when left out.")


class Question(Filters):
    """A metric's question: filters, breakdown, comparison, and the snapshot it is put to."""

    by: Values = Field(
        (),
        description=f"Break down by one or two of: {', '.join(BY)}.",
        json_schema_extra={"items": {"type": "string", **_one_of(BY)}, "maxItems": 2, "uniqueItems": True},
    )
    compare: Periods = Field(
        (),
        description="Compare each row with the period before (previous), with the same dates a year before (year), or, "
        "given twice, with both. A group that only the other period has is then a row too.",
        json_schema_extra={"maxItems": 2, "uniqueItems": True},
    )
    snapshot: Snapshot = Field(None, description="A snapshot's id; the newest when left out.")


class RowQuestion(Filters):
    """Which rows: those of the events that the filters name."""

    snapshot: Snapshot = Field(None, description="The newest snapshot's id, or nothing: rows come from it only.")


class FilePath(BaseModel):
    """Which file of rows."""

    name: str = Field(description=f"One of: {', '.join(ROW_FILES)}.", json_schema_extra=_one_of(ROW_FILES))


class MetricPath(BaseModel):
    """Which metric."""

    name: str = Field(description=f"One of: {', '.join(METRICS)}.", json_schema_extra=_one_of(METRICS))
