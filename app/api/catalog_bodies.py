"""What the data package and the DCAT-US catalog hold, as the OpenAPI document tells it.

The names of the fields are those of the two standards.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.api.bodies import DataKind, Definition


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid")


class License(_Told):
    """Under which terms the data may be used."""

    name: str = Field(description="Its Open Definition id.")
    title: str = Field(description="Its name.")
    path: str = Field(description="Its text.")


class PackageSource(_Told):
    """Where the data comes from."""

    title: str = Field(description="What it is called there.")
    path: str | None = Field(None, description="Its address; absent for invented data.")


class Contributor(_Told):
    """Who answers for the package."""

    title: str = Field(description="The name.")
    roles: list[str] = Field(description="What they do for it.")
    email: str | None = Field(None, description="Where to write to, if it is told.")


class Dialect(_Told):
    """How a CSV file is written."""

    delimiter: str = Field(description="What stands between cells.")
    lineTerminator: str = Field(description="What ends a record.")
    quoteChar: str = Field(description="What cells are quoted with.")
    doubleQuote: bool = Field(description="Whether a quote in a cell is doubled.")
    header: bool = Field(description="Whether the first record names the columns.")


class Constraints(_Told):
    """What holds for every value of a column."""

    required: bool | None = Field(None, description="Whether it is never blank.")
    unique: bool | None = Field(None, description="Whether no two rows share a value.")
    enum: list[str] | None = Field(None, description="All the values there are.")


class TableField(_Told):
    """A column of a file."""

    name: str = Field(description="Its name in the header.")
    type: str = Field(description="Its Table Schema type.")
    format: str | None = Field(None, description="How a value is written, where the type leaves it open.")
    description: str = Field(description="What it means.")
    unit: str | None = Field(None, description="What it is counted in, if it is.")
    trueValues: list[str] | None = Field(None, description="What says that it is so.")
    falseValues: list[str] | None = Field(None, description="What says that it is not.")
    constraints: Constraints | None = Field(None, description="What holds for every value.")


class KeyReference(_Told):
    """The columns that a foreign key leads to."""

    resource: str = Field(description="The file, by its name in the package.")
    fields: list[str] = Field(description="Its columns.")


class ForeignKey(_Told):
    """Columns whose values are found in another file."""

    fields: list[str] = Field(description="The columns.")
    reference: KeyReference = Field(description="Where they are found.")


class TableSchema(_Told):
    """The columns of a file and its keys."""

    fields: list[TableField] = Field(description="The columns in their order.")
    missingValues: list[str] = Field(description="What stands where there is no value.")
    primaryKey: list[str] = Field(description="The columns that tell rows apart.")
    foreignKeys: list[ForeignKey] | None = Field(None, description="Where other files are named.")


class PackageFile(_Told):
    """A file of the package."""

    name: str = Field(description="Its name in the package.")
    type: Literal["table"] = Field(description="Always a table.")
    path: str = Field(description="Its address.")
    title: str = Field(description="What it is called.")
    description: str = Field(description="What it holds.")
    format: str = Field(description="Its format.")
    mediatype: str = Field(description="Its media type.")
    encoding: str = Field(description="Its encoding.")
    dialect: Dialect = Field(description="How it is written.")
    table: TableSchema = Field(alias="schema", description="Its columns and keys.")
    metric: Definition | None = Field(None, description="The definition of the metric whose rows it holds, if any.")


class DataPackage(_Told):
    """The data as a Data Package (v2): every file, its columns, units and keys."""

    profile: str = Field(alias="$schema", description="The standard it keeps to.")
    name: str = Field(description="Its short name.")
    id: str = Field(description="The address of this version of it.")
    title: str = Field(description="What it is called; invented data is marked.")
    description: str = Field(description="What it holds.")
    version: str = Field(description="The snapshot's id.")
    created: datetime = Field(description="When the snapshot was built, UTC.")
    homepage: str = Field(description="The page that tells people of it.")
    licenses: list[License] = Field(description="Under which terms it may be used.")
    sources: list[PackageSource] = Field(description="Where it comes from.")
    contributors: list[Contributor] = Field(description="Who answers for it.")
    keywords: list[str] = Field(description="Words to find it by.")
    snapshot: str = Field(description="The snapshot's id; `snapshot=` asks it again.")
    vintage: datetime = Field(description="When its newest export was made, UTC.")
    data_through: date = Field(description="The data's last complete day.")
    data_kind: DataKind = Field(description="Whether it is real.")
    resources: list[PackageFile] = Field(description="The files.")


class Publisher(_Told):
    """Who publishes."""

    kind: Literal["org:Organization"] = Field(alias="@type", description="Always an organization.")
    name: str = Field(description="Its name.")


class ContactPoint(_Told):
    """Whom to ask."""

    kind: Literal["vcard:Contact"] = Field(alias="@type", description="Always a contact.")
    fn: str = Field(description="The name.")
    hasEmail: str | None = Field(None, description="Where to write to; absent where it is not told.")


class Distribution(_Told):
    """A file of a data set."""

    kind: Literal["dcat:Distribution"] = Field(alias="@type", description="Always a distribution.")
    title: str = Field(description="What it is called.")
    downloadURL: str = Field(description="Its address.")
    mediaType: str = Field(description="Its media type.")
    format: str = Field(description="Its format.")
    describedBy: str = Field(description="The address that describes its columns.")
    describedByType: str = Field(description="The media type of that.")


class CatalogDataset(_Told):
    """A data set of the catalog."""

    kind: Literal["dcat:Dataset"] = Field(alias="@type", description="Always a data set.")
    identifier: str = Field(description="What it is known by.")
    title: str = Field(description="What it is called; invented data is marked.")
    description: str = Field(description="What it holds.")
    keyword: list[str] = Field(description="Words to find it by.")
    modified: datetime = Field(description="When its snapshot was built, UTC.")
    publisher: Publisher = Field(description="Who publishes it.")
    contactPoint: ContactPoint = Field(description="Whom to ask about it.")
    accessLevel: Literal["public"] = Field(description="Always public.")
    license: str = Field(description="The text of the terms under which it may be used.")
    temporal: str = Field(description="Its first and its last complete day.")
    spatial: str = Field(description="The place it is about.")
    accrualPeriodicity: str = Field(description="How often it grows.")
    language: list[str] = Field(description="Its languages.")
    landingPage: str = Field(description="The page that tells people of it.")
    describedBy: str = Field(description="The address that describes its columns.")
    describedByType: str = Field(description="The media type of that.")
    references: list[str] | None = Field(None, description="What it is made from; absent for invented data.")
    distribution: list[Distribution] = Field(description="Its files.")


class DataCatalog(_Told):
    """The data sets as a DCAT-US (v1.1) catalog."""

    context: str = Field(alias="@context", description="What the names mean.")
    id: str = Field(alias="@id", description="This address.")
    kind: Literal["dcat:Catalog"] = Field(alias="@type", description="Always a catalog.")
    conformsTo: str = Field(description="The standard it keeps to.")
    describedBy: str = Field(description="The JSON Schema of that standard.")
    dataset: list[CatalogDataset] = Field(description="The data sets.")
