"""The pipeline's command line: `python -m etl --help`.

Exit codes: 0 done; 1 something else failed (disk, memory); 2 bad input; 3 refused by a check; 4 another refresh is
running; 130 interrupted. Whatever the code, what readers see is a whole snapshot: the old one or the new one.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from etl import alert, boundaries, build, dictionary, guards, log, people, portal, publish, stage, status, trouble
from etl.config import PROJECT, Settings, alert_address, private_from, settings_from, warehouse_from
from etl.demo import write_demo, write_supplied_demo
from etl.errors import BadInput, PipelineError, advice_on, words_of
from etl.progress import counted, steps
from etl.report import accepted_as_text, summary_as_dict, summary_as_text
from etl.supplied import CONTRACTS
from etl.supplied.templates import guide_to, write_templates

_UNATTENDED = ("refresh", "fetch")
"""The commands that nobody may be watching: what stops them is told to `CARE_ALERT_URL`."""

_PUBLISHING = (*_UNATTENDED, "publish")
"""The commands after which readers may see another snapshot: what stops them says which they see."""

_MOST_AHEAD = timedelta(days=1)
"""How far a time given may lie ahead: a day, for whoever gives a date where it is tomorrow already."""

_INTERRUPTED, _INTERRUPTED_QUERY = 130, "Query interrupted"
"""The exit code that shells give to Ctrl+C, and what DuckDB says in a bare `RuntimeError` when it comes in a query."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Errors go to stderr as one message, never a traceback."""
    options = _parser().parse_args(arguments)
    log.configure()
    warehouse, before = options.warehouse or warehouse_from(), None
    try:
        settings = replace(settings_from(), warehouse=warehouse, private=private_from(warehouse))
        log.configure(settings.log_format)
        before = trouble.served(warehouse)
        options.run(settings, options)
    except PipelineError as error:
        return _ended(options.command, warehouse, error, error.exit_code, str(error))
    except (OSError, MemoryError, duckdb.Error) as error:
        told = trouble.with_the_warehouse(error, warehouse) or error
        said = [words_of(told), advice_on(told)]
        if options.command in _PUBLISHING:
            said.append(trouble.what_stands(before, warehouse))
        return _ended(options.command, warehouse, told, 1, "\n".join(filter(None, said)))
    except KeyboardInterrupt:
        return _interrupted(options.command, warehouse)
    except Exception as error:
        if str(error) == _INTERRUPTED_QUERY:
            return _interrupted(options.command, warehouse)
        _ended(options.command, warehouse, error, 1, f"{type(error).__name__}: a mistake in this program")
        raise
    return 0


def _interrupted(command: str, warehouse: Path) -> int:
    """Say that somebody stopped a command. The webhook is not told: whoever pressed Ctrl+C knows."""
    snapshot = trouble.served(warehouse)
    stands = f"Snapshot {snapshot} is served." if snapshot else "No snapshot is served."
    log.error(f"Interrupted. {stands}", command=command, exit_code=_INTERRUPTED)
    return _INTERRUPTED


def _ended(command: str, warehouse: Path, error: BaseException, exit_code: int, message: str) -> int:
    """Say why a command has ended; tell the webhook too, when it is one that runs unattended."""
    log.error(message, command=command, exit_code=exit_code)
    if command in _UNATTENDED:
        alert.send(alert_address(), alert.alert_about(command, exit_code, error, warehouse))
    return exit_code


def _refresh(settings: Settings, options: argparse.Namespace) -> None:
    with log.heard() as warnings:
        paths = _fetched_first(settings, options)
        with steps(quiet=options.json) as say:
            summary = build.refresh(
                settings,
                paths or stage.default_exports(settings.exports),
                as_of=options.as_of,
                full=options.full,
                max_rejects=options.max_rejects,
                accept=options.accept,
                publish_people=options.publish_people,
                say=say,
            )
        if summary.moved:
            alert.send(alert_address(), alert.alert_of_move(options.command, summary.moved, summary.snapshot))
        with _all_the_same(f"Snapshot {summary.snapshot} is served all the same; what came after it failed."):
            if options.fetch:
                portal.tidy(settings)
            _tell(settings, summary, warnings, as_json=options.json)


def _fetched_first(settings: Settings, options: argparse.Namespace) -> list[Path]:
    """Fetch if asked to, the fire department's feed too; return the files to load (none: the folder of exports)."""
    if options.since and not options.fetch:
        raise BadInput("--since says from which day on to fetch: give --fetch too.")
    if not options.fetch:
        return list(options.paths)
    since = portal.first_day(settings, options.since, full=options.full)
    with counted(quiet=options.json) as tell:
        fetched = portal.fetch_export(settings, since, tell)
        portal.fetch_fire(settings, since)
    is_held = options.paths or portal.held_through(settings.warehouse)
    return [*options.paths, fetched] if is_held else []


@contextmanager
def _all_the_same(what_stands: str) -> Iterator[None]:
    """Say of what fails after a refresh that the refresh stands: the folder of exports, or whoever reads the output."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        raise PipelineError("\n".join(filter(None, [words_of(error), advice_on(error), what_stands]))) from error


def _tell(settings: Settings, summary: build.Summary, warnings: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        told = json.dumps(summary_as_dict(summary, warnings), default=str)
    else:
        told = summary_as_text(summary, status.read(publish.snapshot_path(settings.warehouse, summary.snapshot)))
    print(told, flush=True)


def _fetch(settings: Settings, options: argparse.Namespace) -> None:
    since = portal.first_day(settings, options.since, full=options.full)
    with counted(quiet=False) as tell:
        paths = [portal.fetch_export(settings, since, tell), portal.fetch_fire(settings, since)]
    for path in filter(None, paths):
        print(f"Fetched: {path}")


def _demo(settings: Settings, options: argparse.Namespace) -> None:
    folder = options.out or settings.exports / "demo"
    asked = (folder, options.events, options.seed)
    for path in (write_demo(*asked), *write_supplied_demo(*asked)):
        print(f"Invented export written: {path}")


def _templates(_settings: Settings, options: argparse.Namespace) -> None:
    for path in write_templates(options.out, CONTRACTS):
        print(f"Written: {path}")


def _boundaries(settings: Settings, options: argparse.Namespace) -> None:
    print(accepted_as_text(boundaries.accept(settings, options.paths)))


def _check(settings: Settings, _options: argparse.Namespace) -> None:
    snapshot = status.served(settings.warehouse)
    with duckdb.connect(str(publish.snapshot_path(settings.warehouse, snapshot)), read_only=True) as con:
        guards.check_promises(con)
    _say(f"Snapshot {snapshot}: every promise holds.")


def _status(settings: Settings, options: argparse.Namespace) -> None:
    report = status.warehouse_report(settings.warehouse)
    served = publish.snapshot_path(settings.warehouse, report["snapshot"])
    report["people"] = people.store_report(settings.private, served, invented=report["is_invented"])
    _say(json.dumps(report, default=str) if options.json else status.as_text(report))


def _say(told: str) -> None:
    """Print what was only asked for. Whoever reads may have read enough (`status | head`): that is no failure."""
    try:
        print(told, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python fails again at its end


def _publish(settings: Settings, options: argparse.Namespace) -> None:
    with publish.writer_lock(settings.warehouse):
        status.refuse_unreadable(settings.warehouse, options.snapshot)
        publish.point_to(settings.warehouse, options.snapshot)
    print(f"Snapshot {options.snapshot} is served now.")


def _docs(_settings: Settings, options: argparse.Namespace) -> None:
    pages = {"dictionary.md": dictionary.as_markdown(), "supplied-exports.md": guide_to(CONTRACTS)}
    for name, text in pages.items():
        path = PROJECT / "docs" / name
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"Written: {path.relative_to(PROJECT)}")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            raise BadInput(f"docs/{name} is stale. Run 'make docs' and commit it.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Turn dispatch exports into a snapshot.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    anywhere = argparse.ArgumentParser(add_help=False)
    anywhere.add_argument("--warehouse", type=Path, metavar="DIR", help="where snapshots are kept (CARE_WAREHOUSE)")

    refresh = commands.add_parser("refresh", parents=[anywhere], help="load exports, build a snapshot, publish it")
    refresh.set_defaults(run=_refresh)
    refresh.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders (data/exports)")
    refresh.add_argument("--as-of", type=_past, metavar="UTC", help="date of files without a stamp in their name")
    refresh.add_argument(
        "--max-rejects", type=_share, default=guards.MAX_REJECTS, metavar="SHARE", help="share of rows, default 0.01"
    )
    refresh.add_argument(
        "--full", action="store_true", help="the files are complete for the days they span: withdraw what they lack"
    )
    refresh.add_argument(
        "--accept",
        action="append",
        default=[],
        choices=guards.OVERRULABLE,
        metavar="NAME",
        help=f"overrule a guard; may be repeated: {', '.join(guards.OVERRULABLE)}",
    )
    refresh.add_argument(
        "--publish-people", action="store_true", help="publish what is due about people, once and for good"
    )
    refresh.add_argument("--json", action="store_true", help="print the summary as one JSON object")
    refresh.add_argument("--fetch", action="store_true", help="fetch from the open-data portal first")

    fetch = commands.add_parser("fetch", parents=[anywhere], help="fetch an export from the open-data portal")
    fetch.set_defaults(run=_fetch)
    for command in (refresh, fetch):
        command.add_argument(
            "--since", type=_day, metavar="DATE", help="fetch from this day on (a month and a half back)"
        )
    fetch.add_argument("--full", action="store_true", help="fetch everything that the portal has")

    demo = commands.add_parser("demo", parents=[anywhere], help="write invented exports")
    demo.set_defaults(run=_demo)
    demo.add_argument("--events", type=int, default=60_000, help="number of CAD events, default 60000")
    demo.add_argument("--seed", type=int, default=1, help="same seed, same files; default 1")
    demo.add_argument("--out", type=Path, metavar="DIR", help="folder to write to (data/exports/demo)")

    templates = commands.add_parser("templates", help="write empty files for the exports that departments supply")
    templates.set_defaults(run=_templates, warehouse=None)
    templates.add_argument("--out", type=Path, default=Path("templates"), metavar="DIR", help="folder (templates)")

    maps = commands.add_parser(
        "boundaries", parents=[anywhere], help="keep maps of beats, neighborhoods and council districts"
    )
    maps.set_defaults(run=_boundaries)
    maps.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="GeoJSON files or folders (fetched from the City)"
    )

    check = commands.add_parser("check", parents=[anywhere], help="ask the served snapshot every promise again")
    check.set_defaults(run=_check)

    told = commands.add_parser("status", parents=[anywhere], help="say what is served and what is kept")
    told.set_defaults(run=_status)
    told.add_argument("--json", action="store_true", help="as one JSON object")

    back = commands.add_parser("publish", parents=[anywhere], help="serve a kept snapshot again")
    back.set_defaults(run=_publish)
    back.add_argument("snapshot", metavar="SNAPSHOT")

    docs = commands.add_parser(
        "docs", parents=[anywhere], help="write the pages of docs/ that follow from the definitions"
    )
    docs.set_defaults(run=_docs)
    docs.add_argument("--check", action="store_true", help="only say whether the committed pages are up to date")
    return parser


def _utc(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text)
        return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2026-01-04T12:00:00Z") from None


def _past(text: str) -> datetime:
    """Read a time that an export can be of: one of the future would outrank every export until then."""
    given = _utc(text)
    if given > datetime.now(UTC) + _MOST_AHEAD:
        raise argparse.ArgumentTypeError(f"{text!r} is in the future: give the time at which the file was made")
    return given


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-01-04") from None


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 1, such as 0.01")
    return share


if __name__ == "__main__":
    sys.exit(main())
