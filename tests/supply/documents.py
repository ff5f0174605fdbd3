"""The documents written from the runtime lock: the licence list for people, the bill of materials for programs."""

import json
from collections.abc import Sequence

from cyclonedx.model.bom import Bom
from cyclonedx.model.bom_ref import BomRef
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from tests.supply.licences import licence_of
from tests.supply.lock import ROOT, Locked

LICENCES, SBOM = "docs/licences.md", "docs/sbom.json"
"""Where each lies in the project."""

_HEAD = """# Licenses

What runs beside the dashboard's own code (MIT), written by `make supply` from `requirements.txt` and from what each
package says of itself, as SPDX expressions. Two carry what browsers are sent: Bootstrap-Flask has Bootstrap's style
sheet (MIT), and plotly comes with plotly.js (MIT), of which `app/vendor/` holds the basic bundle with its license.

| package | version | license | where |
|---|---|---|---|
"""


def licences_text(packages: Sequence[Locked]) -> str:
    """Write the licence list. Raises `UnknownLicence`."""
    return _HEAD + "".join(
        f"| {each.name} | {each.version} | {licence_of(each)} | {each.marker or 'everywhere'} |\n" for each in packages
    )


def sbom_text(packages: Sequence[Locked]) -> str:
    """Write the bill of materials as CycloneDX 1.6, the same for the same lock. Raises `UnknownLicence`."""
    components = {each: _component(each) for each in packages}
    root = Component(name=ROOT, type=ComponentType.APPLICATION, bom_ref=ROOT, licenses=[LicenseExpression("MIT")])
    bom = Bom(components=components.values(), dependencies=_dependencies(packages))
    bom.metadata.component = root
    told = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del told["serialNumber"], told["metadata"]["timestamp"]  # else each writing would be another document
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def _component(package: Locked) -> Component:
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        bom_ref=_ref(package),
        purl=PackageURL("pypi", name=package.name, version=package.version),
        licenses=[LicenseExpression(licence_of(package))],
    )


def _dependencies(packages: Sequence[Locked]) -> list[Dependency]:
    """Say of the project and of each package what it asked for."""
    askers = {ROOT: [ROOT]} | {each.name: [] for each in packages}
    for each in packages:
        askers[each.name].append(_ref(each))
    return [
        Dependency(BomRef(ref), [Dependency(BomRef(_ref(each))) for each in packages if name in each.asked_by])
        for name, refs in askers.items()
        for ref in refs
    ]


def _ref(package: Locked) -> str:
    return f"{package.name}@{package.version}"
