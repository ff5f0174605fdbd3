"""The report as a file: printed by a browser that may be absent, fail or hang, and put in place only when it is whole."""

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app import chromium
from app.__main__ import main
from app.chromium import NotPrinted, find, is_pdf, pages, print_page
from app.config import settings_from
from app.words import report as text

TWO_PAGES = b"%PDF-1.4\n<</Type /Pages/Count 2>>\n<</Type /Page\n>>\n<</Type/Page>>\n%%EOF\n"
ONE_PAGE = TWO_PAGES.replace(b"<</Type/Page>>\n", b"")
Run = Callable[..., int]


@pytest.fixture
def browser(tmp_path: Path) -> Callable[[str], str]:
    """Give a way to make a program that stands in for the browser: a shell script that is told `$pdf` and `$url`."""

    def make(script: str) -> str:
        path = tmp_path / "browser"
        path.write_text(
            f"#!/bin/sh\nfor url; do case $url in --print-to-pdf=*) pdf=${{url#*=}};; esac; done\n{script}\n"
        )
        path.chmod(0o755)
        return str(path)

    return make


def printing(tmp_path: Path, data: bytes) -> str:
    """Write what a browser prints, and the line of a script that prints it."""
    (tmp_path / "printed").write_bytes(data)
    return f"cp {tmp_path / 'printed'} $pdf"


@pytest.fixture
def run(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command over the invented data; the report goes to `report.pdf`."""

    def go(*arguments: str, browser: str = "", out: str = "report.pdf") -> int:
        monkeypatch.setenv("CARE_CHROMIUM", browser)
        place = ["--warehouse", str(demo_folder), "--out", str(tmp_path / out)]
        return main(["report", *place, *arguments])

    return go


# the browser


def test_it_is_the_one_given_or_one_of_the_usual_names(
    browser: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = browser("")
    assert find(given) == given
    folder = Path(given).parent
    monkeypatch.setenv("PATH", str(folder))
    for name in ("google-chrome", "chromium-browser", "chromium"):
        (folder / name).symlink_to(given)
        assert find(None) == str(folder / name), "the later in this list is asked for first"


def test_where_there_is_none_it_says_what_to_install_or_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPrinted, match=r"CARE_CHROMIUM is '/no/such', which is no program here"):
        find("/no/such")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotPrinted, match=r"install it .* or set CARE_CHROMIUM"):
        find(None)


def test_it_gets_a_profile_of_its_own_and_no_sandbox_only_as_root(
    browser: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = tmp_path / "said"
    program = browser(f"{printing(tmp_path, TWO_PAGES)}; echo $* > {said}")
    for user, sandbox in ((0, True), (1000, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        print_page(program, "http://127.0.0.1:1/report", tmp_path)
        arguments = said.read_text().split()
        assert ("--no-sandbox" in arguments) is sandbox
        assert f"--user-data-dir={tmp_path / 'profile'}" in arguments
        assert arguments[-1] == "http://127.0.0.1:1/report"


@pytest.mark.parametrize("script", ["exit 1", "echo nonsense > $pdf", "printf '%%PDF-1.4 cut' > $pdf", "exit 0"])
def test_what_is_no_pdf_is_told_with_what_the_browser_said(
    browser: Callable[[str], str], tmp_path: Path, script: str
) -> None:
    with pytest.raises(NotPrinted, match=r"made no PDF\. It said: no display") as told:
        print_page(browser(f"echo no display >&2; {script}"), "http://x", tmp_path)
    assert "Traceback" not in str(told.value)


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"\x7fELF no program")
    (tmp_path / "broken").chmod(0o755)
    with pytest.raises(NotPrinted, match="cannot be started"):
        print_page(str(tmp_path / "broken"), "http://x", tmp_path)


def test_one_that_hangs_is_ended_with_its_helpers(browser: Callable[[str], str], tmp_path: Path) -> None:
    helper = tmp_path / "helper"
    program = browser(f"sleep 60 & echo $! > {helper}; wait")
    before = time.monotonic()
    with pytest.raises(NotPrinted, match=r"did not print within 0\.5 seconds"):
        print_page(program, "http://x", tmp_path, seconds=0.5)
    assert time.monotonic() - before < 10
    assert is_gone(int(helper.read_text()))


def is_gone(process: int) -> bool:
    """Say whether a process has ended; one that nobody has asked about yet has too."""
    for _ in range(100):
        try:
            os.kill(process, signal.SIG_DFL)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and re.search(r"\) Z ", state.read_text()):
            return True
        time.sleep(0.02)
    return False


def test_pages_are_counted_and_a_cut_file_is_no_pdf() -> None:
    assert (pages(TWO_PAGES), pages(ONE_PAGE)) == (2, 1)
    assert is_pdf(TWO_PAGES)
    assert not is_pdf(TWO_PAGES[:-7])
    assert not is_pdf(b"%PDF-1.4\n%%EOF")


# the command


def test_it_writes_the_report_and_says_how_many_pages(
    run: Run, browser: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said"
    assert run("--month", "2025-06", browser=browser(f"{printing(tmp_path, TWO_PAGES)}; echo $url > {said}")) == 0
    assert (tmp_path / "report.pdf").read_bytes() == TWO_PAGES
    assert f"{tmp_path / 'report.pdf'}, 2 pages" in capsys.readouterr().out
    assert re.fullmatch(
        r"http://127\.0\.0\.1:\d+/report\?month=2025-06&snapshot=\d{8}T\d{6}Z", said.read_text().strip()
    ), "the month and the snapshot are pinned, so that what is checked is what is printed"
    assert not list(tmp_path.glob(".report-*"))


def test_the_browser_finds_the_page_that_it_is_sent_to(run: Run, browser: Callable[[str], str], tmp_path: Path) -> None:
    fetch = "import sys, urllib.request; sys.stdout.write(urllib.request.urlopen(sys.argv[1]).read().decode())"
    page = tmp_path / "page.html"
    script = f"python3 -c '{fetch}' \"$url\" > {page} && {printing(tmp_path, TWO_PAGES)}"
    assert run("--month", "2025-06", browser=browser(script)) == 0
    assert "June 2025" in page.read_text()
    assert text.QUESTION in page.read_text()


REFUSED = {
    "no month": (("--month", "2025-13"), text.NO_MONTH),
    "not loaded": (("--month", "2031-01"), "There is no data of January 2031"),
    "no such snapshot": (("--snapshot", "20200101T000000Z"), text.NO_SNAPSHOT),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_there_is_not_is_refused_before_a_browser_is_looked_for(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    arguments, said = REFUSED[case]
    assert run(*arguments, browser="/no/such") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "report.pdf").exists()


def test_without_a_snapshot_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--warehouse", str(tmp_path / "none"), "--out", str(tmp_path / "report.pdf")]) == 2
    assert capsys.readouterr().err.startswith("error: No snapshot is published")


@pytest.mark.parametrize("out", ["no/such/folder/report.pdf", "."])
def test_where_nothing_can_be_written_it_says_so(
    run: Run, browser: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    assert run(browser=browser(printing(tmp_path, TWO_PAGES)), out=out) == 2
    assert re.search("Give another --out|Give the name of a file", capsys.readouterr().err)


@pytest.mark.parametrize(
    ("data", "said"), [(ONE_PAGE, "printed 1 page, which is no whole report"), (b"", "made no PDF")]
)
def test_a_report_that_is_not_whole_leaves_the_one_before(
    run: Run, browser: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    (tmp_path / "report.pdf").write_bytes(b"last month's")
    assert run(browser=browser(printing(tmp_path, data))) == 1
    assert said in capsys.readouterr().err
    assert (tmp_path / "report.pdf").read_bytes() == b"last month's"
    assert not list(tmp_path.glob(".report-*"))


def test_without_chromium_it_says_what_to_do(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "_NAMES", ("no-such-browser",))
    assert run() == 1
    assert "apt-get install chromium" in capsys.readouterr().err
    assert not (tmp_path / "report.pdf").exists()


def test_the_setting_is_read() -> None:
    assert settings_from({"CARE_CHROMIUM": "/opt/chrome"}).chromium == "/opt/chrome"
    assert settings_from({}).chromium is None


@pytest.mark.parametrize("arguments", [[], ["report"], ["print"], ["report", "--month", "2025-06"]])
def test_what_the_command_needs_is_asked_for(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m app" in capsys.readouterr().err
