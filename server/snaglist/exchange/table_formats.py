"""A table in the forms that people paste or open: CSV, CSV for Excel, Markdown, LaTeX."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from snaglist.exchange.table_cells import table_text

TableCell = str | int | tuple[str, ...]
"""A text, a number, or several values."""

BETWEEN = "; "
"""Between several values of a cell."""

BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows that a file is in UTF-8."""

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
LATEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}


class TableFormat(StrEnum):
    """A form of a table, by the end of its address."""

    CSV = "csv"
    EXCEL = "excel.csv"
    MARKDOWN = "md"
    LATEX = "tex"

    @property
    def label(self) -> str:
        """As people read it."""
        return _LABELS[self]

    @property
    def media_type(self) -> str:
        """The media type, with its character set."""
        return _MEDIA_TYPES[self]


_LABELS = {
    TableFormat.CSV: "CSV",
    TableFormat.EXCEL: "CSV for Excel",
    TableFormat.MARKDOWN: "Markdown",
    TableFormat.LATEX: "LaTeX",
}

_MEDIA_TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.EXCEL: "text/csv; charset=utf-8",
    TableFormat.MARKDOWN: "text/markdown; charset=utf-8",
    TableFormat.LATEX: "application/x-tex; charset=utf-8",
}


def write_table(
    form: TableFormat,
    names: Sequence[str],
    rows: Iterable[Sequence[TableCell]],
    caption: str = "",
) -> bytes:
    """A table with a header line in UTF-8; ``caption`` says what it holds, where a form has one."""
    match form:
        case TableFormat.CSV:
            return _csv(names, rows).encode()
        case TableFormat.EXCEL:
            return (BYTE_ORDER_MARK + _csv(names, rows)).encode()
        case TableFormat.MARKDOWN:
            return _markdown(names, rows, caption).encode()
        case TableFormat.LATEX:
            return _latex(names, rows, caption).encode()


def _csv(names: Sequence[str], rows: Iterable[Sequence[TableCell]]) -> str:
    return table_text(names, ([_joined(cell) for cell in row] for row in rows))


def _joined(cell: TableCell) -> str | int:
    return BETWEEN.join(cell) if isinstance(cell, tuple) else cell


def _markdown(names: Sequence[str], rows: Iterable[Sequence[TableCell]], caption: str) -> str:
    """A table of GitHub Flavored Markdown, which pandoc reads, too."""
    kept = list(rows)
    numeric = _numeric(len(names), kept)
    rule = ["---:" if number else "---" for number in numeric]
    lines = [names, rule, *([markdown_text(_joined(cell)) for cell in row] for row in kept)]
    table = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    return f"{table}\n" + (f"\n{markdown_text(caption)}\n" if caption else "")


def markdown_text(text: str | int) -> str:
    """A text on one line in which no sign has a meaning in Markdown."""
    return MARKDOWN_SIGNS.sub(r"\\\1", _one_line(text))


def _latex(names: Sequence[str], rows: Iterable[Sequence[TableCell]], caption: str) -> str:
    """A ``longtable`` of the packages longtable and booktabs, with columns of equal width."""
    kept = list(rows)
    share = f"{0.96 / max(len(names), 1):.3f}"
    columns = "".join(
        "r" if number else rf"p{{{share}\linewidth}}" for number in _numeric(len(names), kept)
    )
    body = [_latex_row([_joined(cell) for cell in row]) for row in kept]
    head = [rf"\caption{{{latex_text(caption)}}}\\"] if caption else []
    lines = [
        r"% needs \usepackage{longtable,booktabs}, and UTF-8 as the encoding of the input",
        rf"\begin{{longtable}}{{{columns}}}",
        *head,
        r"\toprule",
        _latex_row(names),
        r"\midrule",
        r"\endhead",
        *body,
        r"\bottomrule",
        r"\end{longtable}",
    ]
    return "\n".join(lines) + "\n"


def _latex_row(cells: Iterable[str | int]) -> str:
    return " & ".join(map(latex_text, cells)) + r" \\"


def latex_text(text: str | int) -> str:
    """A text on one line in which no sign has a meaning in LaTeX."""
    return "".join(LATEX_SIGNS.get(sign, sign) for sign in _one_line(text))


def _one_line(text: str | int) -> str:
    return " ".join(str(text).split())


def _numeric(count: int, rows: Sequence[Sequence[TableCell]]) -> list[bool]:
    """For each column, whether it holds numbers alone."""
    return [bool(rows) and all(isinstance(row[at], int) for row in rows) for at in range(count)]
