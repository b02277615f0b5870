"""What is done to review files and reports in processes that can be killed.

An order is a line of JSON, whose ``do`` says what is wanted, and then the file or the record.
"""

import json
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.exports.export import ExportOptions, ExportTarget, export_review
from snaglist.reviews.file_parser import parse_record
from snaglist.reviews.merge import CopyComparison, compare_copies
from snaglist.reviews.record import Record
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.state import FrozenError, RecordError
from snaglist.reviews.yaml_file import write_record
from snaglist.schema.report import FindingsError
from snaglist.workers.service import Service

ERRORS: dict[str, type[SnaglistError]] = {
    each.__name__: each for each in (UsageError, RecordError, FrozenError)
}
"""What may be wrong with what is brought, as a message."""

COMPARISON: TypeAdapter[CopyComparison] = TypeAdapter(CopyComparison)
OPTIONS: TypeAdapter[ExportOptions] = TypeAdapter(ExportOptions)
"""How these go from one process to the other."""

FILE_NAME = "review.yaml"


def open_service(_: object) -> Service:
    """A service that has nothing to load but its modules.

    It may open files: templates and some modules are read when they are first needed.
    """
    return Service(handle=handle, outside=True)


def pack_order(fields: dict[str, str], content: bytes) -> bytes:
    """An order of one of the kinds that ``handle`` knows."""
    return json.dumps(fields).encode() + b"\n" + content


def handle(order: bytes) -> tuple[bytes, bytes]:
    """``parse`` a file to a record as JSON, ``compare`` two records; ``write`` one as a file,
    ``report`` on it, or ``export`` what is open.

    Raises ``UsageError`` with all that is wrong with the file, and what else is in ``ERRORS``.
    """
    line, _, content = order.partition(b"\n")
    fields: dict[str, Any] = json.loads(line)
    if fields["do"] == "parse":
        return b"{}", _parsed(content).model_dump_json().encode()
    if fields["do"] == "compare":
        size = int(fields["ours"])
        ours, theirs = map(Record.model_validate_json, (content[:size], content[size:]))
        return b"{}", COMPARISON.dump_json(compare_copies(ours, theirs))
    record = Record.model_validate_json(content)
    if fields["do"] == "write":
        return b"{}", write_record(record).encode()
    today = date.fromisoformat(fields["today"])
    if fields["do"] == "export":
        options, target = OPTIONS.validate_json(fields["options"]), ExportTarget(fields["target"])
        return b"{}", export_review(record, target, today=today, options=options)
    format_, kind = ReportFormat(fields["format"]), ReportKind(fields["kind"])
    return b"{}", render_report(record, format_, today=today, kind=kind)


def _parsed(content: bytes) -> Record:
    try:
        return parse_record(content.decode("utf-8"), FILE_NAME)
    except UnicodeDecodeError as error:
        raise UsageError(f"The file is not UTF-8 (byte {error.start}).") from error
    except RecursionError as error:
        raise UsageError("The file is nested too deeply; no review is.") from error
    except FindingsError as error:
        raise UsageError(str(error)) from error
