"""What can be asked: the parameters of each address, as the models that check them and write the document."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.downloads.row_files import ROW_FILES
from app.filters import Filters, Values, as_tuple
from etl.metrics import BY, METRICS

Periods = Annotated[tuple[Literal["previous", "year"], ...], BeforeValidator(as_tuple)]


class SnapshotChoice(BaseModel):
    """Which snapshot is asked."""

    model_config = ConfigDict(extra="forbid")

    snapshot: str | None = Field(None, description="A snapshot's id; the newest when left out.")


class Question(Filters):
    """A metric's question: filters, breakdown, comparison, and the snapshot it is put to."""

    by: Values = Field((), description=f"Break down by one or two of: {', '.join(BY)}.")
    compare: Periods = Field(
        (),
        description="Compare each row with the period before (previous), with the same dates a year before (year), or, "
        "given twice, with both. A group that only the other period has is then a row too.",
    )
    snapshot: str | None = Field(None, description="A snapshot's id; the newest when left out.")


class RowQuestion(Filters):
    """Which rows: those of the events that the filters name."""

    snapshot: str | None = Field(None, description="The newest snapshot's id, or nothing: rows come from it only.")


class FilePath(BaseModel):
    """Which file of rows."""

    name: str = Field(description=f"One of: {', '.join(ROW_FILES)}.")


class MetricPath(BaseModel):
    """Which metric."""

    name: str = Field(description=f"One of: {', '.join(METRICS)}.")
