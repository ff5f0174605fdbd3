"""The supply chain: locks that pin and hash everything, licenses that go with ours, a bill of materials of the lock."""

import json
import re
from email.message import Message
from importlib import metadata
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.supply import audit
from tests.supply.documents import LICENCES, SBOM, licences_text, sbom_text
from tests.supply.licences import _CLASSIFIERS, _LOOKED_UP, UnknownLicence, are_accepted, licence_of
from tests.supply.lock import DEV_LOCK, PROJECT, ROOT, RUNTIME_LOCK, Locked, read_lock

PEERS_LOCK = PROJECT / "tests" / "bench" / "peers" / "requirements.txt"
LOCKS = (RUNTIME_LOCK, DEV_LOCK, PEERS_LOCK)
RUNTIME = read_lock()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(PROJECT)))
def test_a_lock_pins_and_hashes_everything_and_names_no_index(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^ *(-i|-f|--index|--extra|--find|--trusted|-e|-r)", text, re.MULTILINE)
    packages = read_lock(lock)
    assert len(packages) == len(re.findall("==", re.sub("#.*|;.*", "", text)))
    assert [each.name for each in packages if not each.hashes] == []
    assert [each.name for each in packages if not each.asked_by] == []


def test_the_lock_of_what_runs_is_part_of_the_lock_of_who_develops() -> None:
    dev = {(each.name, each.version, each.hashes) for each in read_lock(DEV_LOCK)}
    assert {(each.name, each.version, each.hashes) for each in RUNTIME} <= dev


def test_an_entry_that_is_not_pinned_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock.txt").write_text("dash>=4 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via care-dashboard\n")
    with pytest.raises(ValueError, match="dash is not pinned"):
        read_lock(tmp_path / "lock.txt")


def test_what_an_entry_says_is_read(tmp_path: Path) -> None:
    text = (
        "Some.Name==1.2 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "a" * 64 + " \\\n    --hash=sha256:" + "b" * 64
        + "\n    # via\n    #   care-dashboard (pyproject.toml)\n    #   other_name\n"
    )  # fmt: skip
    (tmp_path / "lock.txt").write_text(text)
    (read,) = read_lock(tmp_path / "lock.txt")
    expected = Locked("some-name", "1.2", 'sys_platform == "win32"', ("a" * 64, "b" * 64), (ROOT, "other-name"))
    assert read == expected


@pytest.mark.parametrize("package", RUNTIME, ids=lambda each: f"{each.name} {each.version}")
def test_each_package_that_runs_is_listed_with_a_license_that_goes_with_mit(package: Locked) -> None:
    listed = (PROJECT / LICENCES).read_text(encoding="utf-8")
    assert are_accepted(licence_of(package))
    assert f"| {package.name} | {package.version} | {licence_of(package)} |" in listed


def test_a_bsd_license_that_does_not_count_its_clauses_has_three() -> None:
    assert _CLASSIFIERS["BSD License"] == "BSD-3-Clause"
    vague = [
        each.name
        for each in RUNTIME
        if each.name not in _LOOKED_UP
        and "License-Expression" not in metadata.metadata(each.name)
        and "License :: OSI Approved :: BSD License" in (metadata.metadata(each.name).get_all("Classifier") or ())
    ]
    assert vague
    for name in vague:
        texts = [file.read_text() for file in metadata.files(name) or () if "LICEN" in file.name.upper()]
        assert any("neither the name" in " ".join(text.lower().split()) for text in texts), name


@pytest.mark.parametrize("expression", ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "MIT OR GPL-2.0-only", "", "UNKNOWN"])
def test_a_license_that_was_not_looked_at_is_refused(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not are_accepted(expression)
    told = Message()
    told["License-Expression"] = expression
    monkeypatch.setattr(metadata, "metadata", lambda _: told)
    with pytest.raises(
        UnknownLicence, match=r"^flask 1: no license known .* Read its license; if it may be used, add it"
    ):
        licence_of(Locked("flask", "1", "", (), ()))


def test_a_package_that_is_not_installed_is_not_guessed_at() -> None:
    with pytest.raises(UnknownLicence, match="it is not installed here"):
        licence_of(Locked("no-such-package", "1", "", (), ()))


def test_the_documents_are_of_the_lock() -> None:
    assert (PROJECT / LICENCES).read_text(encoding="utf-8") == licences_text(RUNTIME), "run 'make supply'"
    assert (PROJECT / SBOM).read_text(encoding="utf-8") == sbom_text(RUNTIME), "run 'make supply'"


def test_the_bill_of_materials_is_valid_and_whole() -> None:
    text = (PROJECT / SBOM).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    told = json.loads(text)
    assert {(each["name"], each["version"]) for each in told["components"]} == {(p.name, p.version) for p in RUNTIME}
    (ours,) = [each["dependsOn"] for each in told["dependencies"] if each["ref"] == ROOT]
    assert {each.partition("@")[0] for each in ours} == {p.name for p in RUNTIME if ROOT in p.asked_by}
    assert "://pypi" not in text
    assert "simple/" not in text


ASKED = {"name": "dash", "version": "4.4.1", "vulns": []}
HOLE = {"id": "PYSEC-2026-1", "fix_versions": ["4.4.2"], "description": "…"}
SKIPPED = {"name": "dash", "skip_reason": "Dependency not found"}
AUDITS = {
    "clean": ([ASKED], audit.CLEAN, "1 packages, none with a known vulnerability."),
    "a hole": ([ASKED | {"vulns": [HOLE]}], audit.VULNERABLE, "dash 4.4.1: PYSEC-2026-1 (mended in 4.4.2)"),
    "a hole, and one unknown": ([ASKED | {"vulns": [HOLE]}, SKIPPED], audit.VULNERABLE, "PYSEC-2026-1"),
    "one unknown": ([ASKED, SKIPPED], audit.NOT_AUDITED, "NOT audited: the vulnerability service cannot be reached, or 1 of 2"),
    "nothing": ([], audit.NOT_AUDITED, "the lock is empty"),
}  # fmt: skip


@pytest.mark.parametrize("case", AUDITS)
def test_an_audit_passes_only_when_each_package_was_asked_about(case: str) -> None:
    packages, code, said = AUDITS[case]
    judged, told = audit.judge(json.dumps({"dependencies": packages}), "")
    assert judged == code
    assert said in told


def test_a_service_that_cannot_be_reached_is_no_pass() -> None:
    code, told = audit.judge("", "Traceback\n  File\nConnectionError: no such host\n")
    assert code == audit.NOT_AUDITED
    assert "cannot be reached" in told
    assert "ConnectionError: no such host" in told


def test_the_auditor_itself_is_asked(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("dash>=4\n")
    code, told = audit.audit(lock)
    assert code == audit.NOT_AUDITED, "an unpinned lock cannot be audited"
    assert told.startswith("lock.txt: NOT audited")
    assert "dash" in told
