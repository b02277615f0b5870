"""The work that visitors of a server can order on reviews: imports, files and reports."""

from collections.abc import Callable
from datetime import date

from snaglist.reviews.exports.export import ExportOptions, ExportTarget
from snaglist.reviews.merge import CopyComparison
from snaglist.reviews.record import Record
from snaglist.reviews.reports.render import ReportFormat, ReportKind
from snaglist.reviews.work_service import COMPARISON, ERRORS, OPTIONS, pack_order
from snaglist.workers.inline import InlineWorkers, open_workers
from snaglist.workers.pool import stays
from snaglist.workers.service import Messages, WorkerLimits

LIMITS = WorkerLimits(seconds=10, memory=1_000_000_000, workers=2, patience=1.0, waiting=2)
"""The largest file that is taken, 5 MB, needs a tenth of the time and of the memory."""

MESSAGES = Messages(
    busy="{workers} files or reports are being worked on, which is all at a time. Ask again soon.",
    late="This was stopped after {seconds} seconds; no review of usual size takes one.",
    memory="This was stopped: it took more memory than is given here; no review does.",
    loading="The server has just begun. Ask again soon.",
    ended="The process that works on files and reports has ended. Ask again.",
)
SERVICE = "snaglist.reviews.work_service:open_service"


class ReviewWork:
    """Does it in workers that are killed at their limits; safe to share between threads.

    Each method takes ``gone``, which says whether whoever asked has left, and ``client``, of whose
    orders no more than all workers but one are under way. Each raises ``TimeLimitError``,
    ``TooLargeError``, ``BusyError`` and ``ClientGoneError``. Without ``processes`` the work is done
    in this one, without a clock.
    """

    def __init__(self, *, processes: bool, limits: WorkerLimits = LIMITS) -> None:
        open_ = open_workers if processes else InlineWorkers
        self._workers = open_(SERVICE, None, limits, ERRORS, MESSAGES)

    def parse(self, content: bytes, gone: Callable[[], bool] = stays, client: str = "") -> Record:
        """The record in a file; raises ``UsageError`` with all that is wrong with it."""
        order = pack_order({"do": "parse"}, content)
        return Record.model_validate_json(self._workers.run(order, gone, client)[1])

    def write(self, record: Record, gone: Callable[[], bool] = stays, client: str = "") -> bytes:
        """The record as a file."""
        return self._made(record, {"do": "write"}, gone, client)

    def report(
        self,
        record: Record,
        format_: ReportFormat,
        kind: ReportKind,
        today: date,
        gone: Callable[[], bool] = stays,
        client: str = "",
    ) -> bytes:
        """A report; raises ``UsageError`` where there is none of that kind in that format."""
        fields = {"do": "report", "format": format_.value, "kind": kind.value}
        return self._made(record, {**fields, "today": today.isoformat()}, gone, client)

    def export(
        self,
        record: Record,
        target: ExportTarget,
        today: date,
        options: ExportOptions,
        gone: Callable[[], bool] = stays,
        client: str = "",
    ) -> bytes:
        """What is open, for a tool; raises as ``export_review`` does."""
        fields = {"do": "export", "target": target.value, "today": today.isoformat()}
        fields["options"] = OPTIONS.dump_json(options).decode()
        return self._made(record, fields, gone, client)

    def compare(
        self,
        ours: Record,
        theirs: Record,
        gone: Callable[[], bool] = stays,
        client: str = "",
    ) -> CopyComparison:
        """What joining a copy would mean for our record; raises as ``merge.compare_copies``."""
        records = [each.model_dump_json().encode() for each in (ours, theirs)]
        order = pack_order({"do": "compare", "ours": str(len(records[0]))}, b"".join(records))
        return COMPARISON.validate_json(self._workers.run(order, gone, client)[1])

    def _made(
        self, record: Record, fields: dict[str, str], gone: Callable[[], bool], client: str
    ) -> bytes:
        order = pack_order(fields, record.model_dump_json().encode())
        return self._workers.run(order, gone, client)[1]

    def close(self) -> None:
        """End all processes."""
        self._workers.close()
