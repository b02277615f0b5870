"""Tables that a request makes: as CSV, with its metadata (CSV on the Web) beside it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import wraps

from flask import Blueprint, Response, request

from snaglist.exchange.csvw import METADATA_SUFFIX, CsvwColumn, table_metadata
from snaglist.exchange.table_formats import TableCell, TableFormat, write_table
from snaglist.web.respond import PARAMETERS, link_list_forms
from snaglist.web.site import TOLD_ALONE, current_site

CSVM = "application/csvm+json"
"""The media type of metadata of tables."""


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table with what its columns hold, whichever rows a request leaves."""

    title: str
    columns: Sequence[CsvwColumn]
    rows: Iterable[Sequence[TableCell]]


Maker = Callable[[], CsvTable]


def csv_route(
    blueprint: Blueprint, path: str, parameters: Sequence[str] = (), told_alone: bool = False
) -> Callable[[Maker], Maker]:
    """Serve what a function returns at ``path`` and its metadata beside it, for the same choices.

    The function checks the parameters; ``parameters`` says which there are.
    """

    def register(make: Maker) -> Maker:
        @wraps(make)
        def table() -> Response:
            link_list_forms()
            made = make()
            titles = [column.title for column in made.columns]
            form = TableFormat.CSV
            response = Response(write_table(form, titles, made.rows), content_type=form.media_type)
            add_metadata_link(response)
            return response

        @wraps(make)
        def metadata() -> Response:
            made, here = make(), current_site()
            title = f"{here.catalogue.about.title}, edition {here.catalogue.about.edition}"
            name = f"{path.rpartition('/')[2]}{asked()}"
            content = table_metadata(name, f"{made.title}. {title}.", made.columns)
            return Response(content, content_type=CSVM)

        for view in (table, metadata):
            setattr(view, TOLD_ALONE, told_alone)
            setattr(view, PARAMETERS, parameters)
        blueprint.add_url_rule(path, make.__name__, table)
        blueprint.add_url_rule(f"{path}{METADATA_SUFFIX}", f"{make.__name__}_metadata", metadata)
        return make

    return register


def add_metadata_link(response: Response) -> None:
    """Name the metadata of the table that is the answer to this request."""
    described = f"{request.script_root}{request.path}{METADATA_SUFFIX}{asked()}"
    response.headers.add("Link", f'<{described}>; rel="describedby"; type="{CSVM}"')


def asked() -> str:
    """The choices of this request, as they follow a path."""
    query = request.query_string.decode("ascii", "replace")
    return f"?{query}" if query else ""
