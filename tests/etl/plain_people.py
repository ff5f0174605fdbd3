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
NO_ANSWER = ("blank", "silent")


def answers_of(row: Cells) -> dict[str, str]:
    """Say what a row answers, by variable."""
    if "contact_id" in row:
        told = {"outcome": row["outcome"], "referral": row["referral_made"]}
        return told | {f"followup_{n}d": row.get(f"followup_{n}d") or "not due" for n in (1, 7, 30)}
    silent = not any(row[question] for question in QUESTIONS)
    told = {question: "silent" if silent else _question(row[question]) for question in QUESTIONS}
    return told | {
        "response": "did not answer"
        if silent
        else f"answered {'invitation' if row['invited'] == 'yes' else 'uninvited'}"
    }


def possible(source: str) -> dict[str, tuple[str, ...]]:
    """Say what may be answered, by variable, told apart."""
    if source == "contacts":
        follow = dict.fromkeys((f"followup_{n}d" for n in (1, 7, 30)), ("reached", "not reached", "not due"))
        return {"people": ("all",), "outcome": OUTCOMES, "referral": ("yes", "no")} | follow
    questions = dict.fromkeys(QUESTIONS, ("yes", "no", *NO_ANSWER))
    return (
        {"people": ("all",)} | questions | {"response": ("answered invitation", "did not answer", "answered uninvited")}
    )


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
            name = "no answer" if answer in NO_ANSWER else answer
            told = (
                None
                if numbers is None
                else sum(n for a, n in numbers.items() if a == answer or (a in NO_ANSWER and answer in NO_ANSWER))
            )
            cells[scope, period, part, variable, name] = told

    hidden_quarters = {
        v: [q for q in sorted(quarters) if not fine(count(v, q)) or not fine(count("people", q))] for v in variables
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
    unnamed: set[str] = set()
    for variable in variables:
        year_shown = all(hide([count(v, q) for q in hidden_quarters[v]]) for v in (variable, "people"))
        show("year", year, None, variable, count(variable) if year_shown else None)
        hidden = {p for p in parts if not year_shown or p in unnamed or not fine(count(variable, part=p))}
        cross = {(q, p): count(variable, q, p) for q, p in {row[:2] for row in rows}}
        for part in _joining(source, parts - hidden):
            if hide([count(variable, part=p) for p in hidden]) and not leaks(cross, hidden_quarters[variable], hidden):
                break
            hidden.add(part)
        unnamed = hidden if variable == "people" else unnamed
        scope = "precinct" if source == "contacts" else "language"
        for part in parts - unnamed:
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


def _question(text: str) -> str:
    return {"": "blank", "yes": "yes", "no": "no", "4": "yes", "5": "yes"}.get(text, "no")
