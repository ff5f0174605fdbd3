"""Template files: what a department fills in, with its header and an example, and a page that explains each column."""

import csv
import io
from pathlib import Path

from etl.supplied.contract import Contract


def write_templates(folder: Path, contracts: tuple[Contract, ...]) -> list[Path]:
    """Write `<name>_template.csv`, a header alone, for each contract, and `README.md`, which explains them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for contract in contracts:
        path = folder / f"{contract.name}_template.csv"
        path.write_text(_line(contract.headers), encoding="utf-8-sig", newline="")
        written.append(path)
    guide = folder / "README.md"
    guide.write_text(guide_to(contracts), encoding="utf-8")
    return [*written, guide]


def guide_to(contracts: tuple[Contract, ...]) -> str:
    """Explain every column of every template, for whoever fills it in."""
    lines = ["# How to fill in the templates", "", *_RULES, ""]
    for contract in contracts:
        lines += [
            *(
                f"## {contract.title}: `{contract.name}_template.csv`",
                "",
                f"{contract.grain} From: {contract.supplier}.",
            ),
            *("", "| column | what it says | what a cell may hold | example |", "|---|---|---|---|"),
            *(f"| `{c.header}` | {c.meaning} | {c.may_hold} | `{c.example}` |" for c in contract.columns),
            *(
                "",
                "A row as it may be written:",
                "",
                "```",
                _line(contract.headers).strip(),
                _example(contract),
                "```",
                "",
            ),
        ]
    return "\n".join(lines)


_RULES = (
    "- Fill in a copy, a row below the header for each record, and save it as *CSV UTF-8 (comma separated)*.",
    "- Keep every column and its header; their order does not matter. Capital letters do not matter in any cell.",
    "- Put the UTC time at which you made the file into its name: `contacts_20260405T120000Z.csv`. A newer file",
    "  corrects an older one row by row, by the first columns (`contact_id`, `response_id`, or event number and unit).",
    "- Put the file into `data/exports/`. The next refresh knows it by its header.",
    "- Add no column about who somebody is: no name, phone number, e-mail address or free text. A file that has one",
    "  is refused as a whole. Contacts and answers stay in a private store; only tables without small numbers are",
    "  published.",
    "- Times are Seattle's wall-clock time, as in the dispatch system.",
    "- A quarter's numbers are published once, 45 days after it ends, and do not change afterwards. Correct rows",
    "  before.",
)


def _line(cells: tuple[str, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _example(contract: Contract) -> str:
    return _line(tuple(column.example for column in contract.columns)).strip()
