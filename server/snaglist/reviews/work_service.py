"""What is done to review files and reports in processes that can be killed.

An order is a line of JSON, whose ``do`` says what is wanted, and then the file or the record.
"""

import json
from datetime import date
from typing import Any

from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.events import Record
from snaglist.reviews.reports.render import ReportFormat, ReportKind, render_report
from snaglist.reviews.yaml_file import parse_record, write_record
from snaglist.schema.report import FindingsError
from snaglist.workers.service import Service

ERRORS: dict[str, type[SnaglistError]] = {"UsageError": UsageError}
"""What may be wrong with what is brought, as a message."""

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
    """``parse`` a file to a record as JSON, ``write`` one as a file, or ``report`` on it.

    Raises ``UsageError`` with all that is wrong with the file.
    """
    line, _, content = order.partition(b"\n")
    fields: dict[str, Any] = json.loads(line)
    if fields["do"] == "parse":
        return b"{}", _parsed(content).model_dump_json().encode()
    record = Record.model_validate_json(content)
    if fields["do"] == "write":
        return b"{}", write_record(record).encode()
    today = date.fromisoformat(fields["today"])
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
