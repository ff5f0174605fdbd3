"""Corruptions of a CSV's records: each takes a seeded generator and the records, header first, and gives others."""

from collections.abc import Callable
from random import Random

Lines = list[str]

_MANY = 10_000


def _some_line(choose: Random, lines: Lines, change: Callable[[str], str]) -> Lines:
    place = choose.randrange(1, len(lines)) if len(lines) > 1 else 0
    return [*lines[:place], change(lines[place]), *lines[place + 1 :]]


def _header(change: Callable[[list[str]], list[str]]) -> Callable[[Random, Lines], Lines]:
    return lambda _, lines: [",".join(change(lines[0].rstrip("\n").split(","))) + "\n", *lines[1:]]


def _some_header(change: Callable[[str], list[str]]) -> Callable[[Random, Lines], Lines]:
    """Change one name of the header, chosen by chance, to none, one or more; the rows stay as they are."""

    def spoil(choose: Random, lines: Lines) -> Lines:
        names = lines[0].rstrip("\n").split(",")
        place = choose.randrange(len(names))
        return [",".join([*names[:place], *change(names[place]), *names[place + 1 :]]) + "\n", *lines[1:]]

    return spoil


def _without_column(choose: Random, lines: Lines) -> Lines:
    """Leave out one of the first two columns, which are written without quotes, in header and rows."""
    place = choose.randrange(2)
    return [",".join(cell for n, cell in enumerate(line.split(",")) if n != place) for line in lines]


def _swapped_headers(choose: Random, lines: Lines) -> Lines:
    names = lines[0].rstrip("\n").split(",")
    if len(names) < 2:  # another corruption has left nothing to swap
        return lines
    one, other = choose.sample(range(len(names)), 2)
    names[one], names[other] = names[other], names[one]
    return [",".join(names) + "\n", *lines[1:]]


def _moved(choose: Random, lines: Lines) -> Lines:
    line = lines[choose.randrange(len(lines))]
    place = choose.randrange(len(lines) + 1)
    return [*lines[:place], line, *lines[place:]]


def _on_some_line(change: Callable[[str], str]) -> Callable[[Random, Lines], Lines]:
    return lambda choose, lines: _some_line(choose, lines, change)


CSV: dict[str, Callable[[Random, Lines], Lines]] = {
    "a header renamed": _some_header(lambda name: [name + "x"]),
    "a header in another spelling": _some_header(lambda name: [f"  {name.upper().replace(' ', '__')} "]),
    "a header doubled": _some_header(lambda name: [name, name]),
    "a header missing": _some_header(lambda _: []),
    "a header empty": _some_header(lambda _: [""]),
    "a header of formulas": _some_header(lambda _: ["=1+1\x1b[2J"]),
    "a header of SQL": _some_header(lambda _: ["x' VARCHAR}); DROP TABLE y; --"]),
    "headers swapped": _swapped_headers,
    "a column missing": _without_column,
    "10,000 headers": _header(lambda names: [*names, *(f"extra {n}" for n in range(_MANY))]),
    "10,000 columns": lambda _, lines: [line.rstrip("\n") + "," * _MANY + "\n" for line in lines],
    "no header": lambda _, lines: lines[1:],
    "an empty header": lambda _, lines: ["\n", *lines[1:]],
    "a header of commas": _header(lambda names: [""] * len(names)),
    "lines before the header": lambda _, lines: ["Call Data\n", "\n", *lines],
    "a record repeated elsewhere": _moved,
    "a field too many": _on_some_line(lambda line: line.rstrip("\n") + ",more\n"),
    "a field too few": _on_some_line(lambda line: line.rpartition(",")[0] + "\n"),
    "a record cut": _on_some_line(lambda line: line[: len(line) // 2] + "\n"),
    "a record of one word": _on_some_line(lambda _: "throttled\n"),
    "a record of commas": _on_some_line(lambda line: "," * line.count(",") + "\n"),
    "a record of quotes": _on_some_line(lambda _: '""""""""\n'),
    "a record of spaces": _on_some_line(lambda _: "   \n"),
    "an empty record": _on_some_line(lambda _: "\n"),
    "a comment": _on_some_line(lambda line: "# " + line),
    "two records in one": _on_some_line(lambda line: line.rstrip("\n")),
    "a record over two lines": _on_some_line(lambda line: line[: len(line) // 2] + "\n" + line[len(line) // 2 :]),
    "text after a quoted field": _on_some_line(lambda line: line.replace(",WEST,", ',"WE"ST,')),
    "a quote left open": _on_some_line(lambda line: line.replace(",WEST,", ',"WEST,')),
    "a quote closed late": _on_some_line(lambda line: line.replace(",WEST,", ',WEST",')),
    "quotes of another kind": _on_some_line(lambda line: line.replace('"', "'")),
    "quotes escaped otherwise": _on_some_line(lambda line: line.replace(",WEST,", ',"WE\\"ST",')),
    "a field of 3 MB": _on_some_line(lambda line: line.replace(",WEST,", "," + "W" * 3_000_000 + ",")),
    "a Latin-1 letter": _on_some_line(lambda line: line.replace("WEST", "W\udcc9ST")),
    "the end of a file of old": lambda _, lines: [*lines, "\x1a"],
}
"""Corruptions that the header or a record has."""
