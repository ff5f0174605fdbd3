"""A second implementation of what is published about people, plain and slow: from rows of text, by the rule as told."""

from collections.abc import Iterable, Mapping
from datetime import date

from scipy.optimize import linprog

from tests.etl.people_exports import Cells

Published = dict[tuple[str, str, str | None, str, str], int | None]
"""The people of a cell by scope, period, part, variable and answer."""

OUTCOMES = ("no contact", "declined", "served", "served and transported", "served and handed over")
QUESTIONS = ("helped", "respected", "felt_safe", "would_call_again")
ORDER = {"contacts": ["SOUTHWEST", "SOUTH", "NORTH", "EAST", "WEST"], "survey": ["Spanish", "English"]}
WITHIN = {"people": None} | dict.fromkeys(QUESTIONS, "response")
"""The variable that one stands within; of all others that is people."""


def answers_of(row: Cells) -> dict[str, str]:
    """Say what a row answers, by variable."""
    if "contact_id" in row:
        told = {"outcome": row["outcome"], "referral": row["referral_made"]}
        return told | {f"followup_{n}d": row.get(f"followup_{n}d") or "not due" for n in (1, 7, 30)}
    if not any(row[question] for question in QUESTIONS):
        return {"response": "did not answer"} | dict.fromkeys(QUESTIONS, "no answer")
    told = {question: "yes" if row[question] in ("yes", "4", "5") else "no" for question in QUESTIONS}
    return {"response": "answered invitation"} | told


def possible(source: str) -> dict[str, tuple[str, ...]]:
    """Say what may be answered, by variable."""
    if source == "contacts":
        follow = dict.fromkeys((f"followup_{n}d" for n in (1, 7, 30)), ("reached", "not reached", "not due"))
        return {"people": ("all",), "outcome": OUTCOMES, "referral": ("yes", "no")} | follow
    questions = dict.fromkeys(QUESTIONS, ("yes", "no", "no answer"))
    return {"people": ("all",), "response": ("answered invitation", "did not answer")} | questions


def publish(source: str, year: str, rows: Iterable[tuple[str, str, Cells]]) -> Published:
    """Publish a year whose quarters are all settled. `rows` are the quarter, the part and the cells of each that counts."""
    rows, cells = list(rows), Published()
    quarters, parts = ({row[i] for row in rows} for i in (0, 1))
    variables = possible(source)

    def count(variable: str, quarter: str = "", part: str = "") -> dict[str, int]:
        found = [
            answers_of(cells_)[variable] if variable != "people" else "all"
            for q, p, cells_ in rows
            if q.startswith(quarter) and part in ("", p)
        ]
        return {answer: found.count(answer) for answer in variables[variable]}

    def show(scope: str, period: str, part: str | None, variable: str, numbers: Mapping[str, int] | None) -> None:
        for answer in variables[variable]:
            cells[scope, period, part, variable, answer] = None if numbers is None else numbers[answer]

    hidden_quarters = {
        v: [q for q in sorted(quarters) if not all(fine(count(each, q)) for each in _line(v))] for v in variables
    }
    for variable in variables:
        for quarter in quarters:
            show(
                "quarter",
                quarter,
                None,
                variable,
                None if quarter in hidden_quarters[variable] else count(variable, quarter),
            )
    hidden_parts: dict[str, set[str]] = {}
    for variable in variables:
        year_shown = all(hide([count(v, q) for q in hidden_quarters[v]]) for v in _line(variable))
        show("year", year, None, variable, count(variable) if year_shown else None)
        anyway = set().union(*(hidden_parts[each] for each in _line(variable)[1:]))
        hidden = {p for p in parts if not year_shown or p in anyway or not fine(count(variable, part=p))}
        cross = {(q, p): count(variable, q, p) for q, p in {row[:2] for row in rows}}
        for part in _joining(source, parts - hidden):
            if hide([count(variable, part=p) for p in hidden]) and not leaks(cross, hidden_quarters[variable], hidden):
                break
            hidden.add(part)
        hidden_parts[variable] = hidden
        scope = "precinct" if source == "contacts" else "language"
        for part in parts - hidden_parts["people"]:
            show(scope, year, part, variable, None if part in hidden else count(variable, part=part))
        if hidden and hidden != parts:
            others = [count(variable, part=p) for p in hidden]
            show(scope, year, "ALL OTHERS", variable, {a: sum(row[a] for row in others) for a in others[0]})
    return cells


def fine(numbers: Mapping[str, int]) -> bool:
    """Say whether a row may be shown."""
    return not any(1 <= n <= 10 for n in numbers.values())


def hide(rows: list[dict[str, int]]) -> bool:
    """Say whether rows hide one another."""
    sums = [sum(row[answer] for row in rows) for answer in (rows[0] if rows else {})]
    return not rows or (
        len(rows) > 1
        and all(n == 0 or n >= 11 for n in sums)
        and not any(len(rows) * 10 - 5 < n <= len(rows) * 10 for n in sums)
    )


def leaks(cross: Mapping[tuple[str, str], dict[str, int]], quarters: Iterable[str], parts: Iterable[str]) -> bool:
    """Say whether a small number of a place follows from the margins: its least and its greatest are one."""
    places, quarters, parts = list(cross), set(quarters), set(parts)
    lines = [
        [q in quarters if q in quarters else q for q, _ in places],
        [p in parts if p in parts else p for _, p in places],
    ]
    margins = [
        [float(line[i] == name) for i in range(len(places))] for line in lines for name in sorted(set(line), key=str)
    ]
    for answer in next(iter(cross.values()), {}):
        truth = [cross[place][answer] for place in places]
        sums = [sum(a * b for a, b in zip(row, truth, strict=True)) for row in margins]
        for i, people in enumerate(truth):
            if 1 <= people <= 10:
                cost = [float(j == i) for j in range(len(places))]
                ends = [linprog([sign * c for c in cost], A_eq=margins, b_eq=sums).x[i] for sign in (1, -1)]
                if ends[1] - ends[0] < 0.5:
                    return True
    return False


def quarter_of(day: str) -> str:
    """Name the quarter of a day."""
    when = date.fromisoformat(day[:10])
    return f"{when.year}-Q{(when.month + 2) // 3}"


def _joining(source: str, parts: set[str]) -> list[str]:
    last = [part for part in ORDER[source] if part in parts]
    return [*sorted(parts - {*last}), *last]


def _line(variable: str) -> list[str]:
    """Name a variable, the one it stands within, and so on."""
    outer = WITHIN.get(variable, "people")
    return [variable, *(_line(outer) if outer else [])]
