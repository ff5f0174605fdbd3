"""Template files: what a department fills in, a header alone, and a page that explains each column."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap

from etl.supplied.contract import Column, Contract


def write_templates(folder: Path, contracts: tuple[Contract, ...]) -> list[Path]:
    """Write `<name>_template.csv`, a header alone, for each contract, and `README.md`, which explains them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for contract in contracts:
        path = folder / f"{contract.name}_template.csv"
        path.write_text(_line(contract.headers) + "\r\n", encoding="utf-8-sig", newline="")
        written.append(path)
    guide = folder / "README.md"
    guide.write_text(guide_to(contracts), encoding="utf-8")
    return [*written, guide]


def guide_to(contracts: tuple[Contract, ...]) -> str:
    """Explain every column of every template, for whoever fills it in."""
    lines = ["# How to fill in the templates", "", *_rules()]
    for contract in contracts:
        lines += ["", *_chapter(contract)]
    return "\n".join(lines) + "\n"


def _chapter(contract: Contract) -> list[str]:
    return [
        f"## {contract.title}: `{contract.name}_template.csv`",
        "",
        f"{contract.grain} From: {contract.supplier}.",
        "",
        "| column | what it says | what a cell may hold | example |",
        "|---|---|---|---|",
        *(f"| `{c.header}` | {c.meaning} | {c.may_hold} | `{c.example}` |" for c in contract.columns),
        "",
        "The header, a row as it may be written, and the same row with every cell blank that may be:",
        "",
        "```",
        _line(contract.headers),
        _line(column.example for column in contract.columns),
        _line(map(_shortest, contract.columns)),
        "```",
    ]


def _rules() -> list[str]:
    lines = ["`python -m etl templates` writes an empty file for each export, and this page."]
    for heading, rules in _RULES.items():
        lines += ["", f"## {heading}", ""]
        for rule in rules:
            lines += wrap(rule, 110, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    return lines


_RULES: dict[str, tuple[str, ...]] = {
    "Filling in": (
        "Fill in a copy: a row below the header for each record. The header stays the first line, with no title above "
        "it. Keep every column; their order does not matter.",
        "The examples on this page are of no real event. Leave them out.",
        "In a word of a list, and in *yes* and *no*, capital letters, hyphens and spaces do not matter; *true* and "
        "*false*, *1* and *0* are read too. Identifiers and call signs are kept exactly as they are written.",
        "Times are Seattle's wall-clock time, as in the dispatch system. Years have four digits.",
        "In a spreadsheet, give the columns with identifiers the format *Text* before you fill them in. Else it writes "
        "a long event number as `2.026E+12`, and its last digits are gone.",
        "Save it as *CSV UTF-8 (comma delimited)*. Empty lines do not matter.",
    ),
    "Handing in": (
        "Put the time at which you made the file into its name, in UTC, which is eight hours ahead of Seattle (seven "
        "while daylight saving lasts): `contacts_20260405T120000Z.csv` was made on April 5, 2026, at 5 in the morning.",
        "A newer file corrects older ones row by row: a row with the same `contact_id` or `response_id`, or with the "
        "same event number and unit, takes the place of the one before. Rows that it does not hold stay.",
        "Put the file into `data/exports/`. The next refresh knows it by its header, whatever its name is.",
        "A row that breaks a rule of its column is left out, and counted with the reason; all others are taken. More "
        "than 10 such rows, or one in a hundred where that is more, or nothing but such rows, stop the refresh: "
        "nothing of any file is loaded until the file is corrected or moved out of the folder. So does a file that "
        "lacks a column, has no row, or cannot be read. The refresh says which file it is, and what to do.",
        "A quarter of contacts or answers is due to be published 45 days after it ends. A file that is stamped then or "
        "later should hold the whole quarter, and the dispatch export should hold its events. A year is due with its "
        "fourth quarter, if no quarter since the first that was ever handed in lacks rows.",
        "Nothing is published by itself. The refresh tells what is due, with how many rows and which days; somebody "
        "looks at it, and publishes it with `python -m etl refresh --publish-people`. It does not change afterwards: "
        "correct rows before.",
    ),
    "What must not be in it": (
        "No column about who somebody is: no name, phone number, e-mail address or free text. A file of contacts or "
        "answers that has one is refused as a whole, whether the column is named so or only holds such things.",
        "Contacts and answers stay in a private store. Only tables without small numbers are published.",
    ),
}


def _shortest(column: Column) -> str:
    return "" if column.may_be_blank else column.example


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
