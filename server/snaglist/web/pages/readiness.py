"""``/healthz``: this process is alive; ``/readyz``: every part that it needs can be used now."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypedDict

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.store.errors import DatabaseError
from snaglist.sparql.request import Request
from snaglist.sparql.worker_pool import Engine, WorkerPool
from snaglist.web.respond import declared
from snaglist.web.reviews.storage import Reviews, find_reviews
from snaglist.web.served import Served, current_served

blueprint = Blueprint("readiness", __name__)

EXTENSION_KEY = "snaglist-probes"
DEADLINE = 2.0
"""Seconds after which a part that has not answered counts as failed."""

FRESH = 1.0
"""Seconds for which the answer of a part is given again: nobody can keep the parts busy."""

Look = Callable[[], None]
"""Tries a part; raises why it cannot be used."""


class PartView(TypedDict, total=False):
    """``status`` is ok, failed (with a ``reason``), or none where the server has no such part."""

    status: str
    reason: str


class Probe:
    """Tries a part in a thread of its own; a part that hangs holds up that thread and no other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: Future[str | None] | None = None
        self._began = 0.0

    def ask(self, look: Look) -> Future[str | None]:
        """The answer of a part: one that is being waited for, one just given, or a new one."""
        with self._lock:
            now = time.monotonic()
            if self._last is None or (self._last.done() and now - self._began > FRESH):
                self._last, self._began = Future(), now
                threading.Thread(
                    target=_answer, args=(self._last, look), name="probe", daemon=True
                ).start()
            return self._last

    def seconds(self) -> float:
        """How long ago the part was asked."""
        return time.monotonic() - self._began


def _answer(future: Future[str | None], look: Look) -> None:
    try:
        look()
        future.set_result(None)
    except SnaglistError as error:
        future.set_result(str(error))
    except Exception as error:
        # Told by its kind alone: what a driver says may name hosts and users.
        future.set_result(f"It cannot be used ({type(error).__name__}).")


def install(app: Flask) -> None:
    """Answer for this application."""
    app.extensions[EXTENSION_KEY] = {name: Probe() for name in ("snapshot", "sparql", "reviews")}
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Alive, and serving which snapshot; nothing else is looked at."""
    manifest = current_served().knowledge.manifest
    view = {
        "status": "ok",
        "snaglist": manifest.snaglist,
        "snapshot": manifest.key,
        "counts": dict(manifest.counts),
    }
    return _unkept(jsonify(view))


@blueprint.get("/readyz")
@declared("part")
def readyz() -> Response:
    """Able: 200 where each part can be used, else 503 with the reasons, within ``DEADLINE``."""
    probes: dict[str, Probe] = current_app.extensions[EXTENSION_KEY]
    looks = _looks(current_served())
    wanted = request.args.getlist("part") or list(probes)
    if request.args.keys() - {"part"} or set(wanted) - probes.keys():
        raise UsageError(f"Ask for /readyz, or with ?part= for some of {', '.join(probes)}.")
    # All are asked before any is waited for.
    asked = {
        name: probes[name].ask(look) for name, look in looks.items() if look and name in wanted
    }
    end = time.monotonic() + DEADLINE
    parts: dict[str, PartView] = {}
    for name in wanted:
        if name not in asked:
            parts[name] = {"status": "none"}
            continue
        parts[name] = _part(probes[name], asked[name], end)
    failed = any(part["status"] == "failed" for part in parts.values())
    response = jsonify({"status": "failed" if failed else "ok", "parts": parts})
    response.status_code = 503 if failed else 200
    return _unkept(response)


def _part(probe: Probe, asked: Future[str | None], end: float) -> PartView:
    # What hangs already is not waited for a second time.
    patience = min(end - time.monotonic(), DEADLINE - probe.seconds())
    try:
        reason = asked.result(max(0.0, patience))
    except TimeoutError:
        reason = f"It has not answered for {probe.seconds():.0f} seconds."
    return {"status": "failed", "reason": reason} if reason else {"status": "ok"}


def _looks(served: Served) -> dict[str, Look | None]:
    """How each part is tried; None where the server has no such part."""
    engine, reviews = served.engine, find_reviews()
    return {
        "snapshot": lambda: _try_snapshot(served),
        "sparql": (lambda: _try_engine(engine)) if engine else None,
        "reviews": (lambda: _try_reviews(reviews)) if reviews else None,
    }


def _try_reviews(reviews: Reviews) -> None:
    """Raises ``DatabaseError`` where reviews cannot be read or changed now."""
    reason = reviews.store.ping(DEADLINE)
    if reason:
        raise DatabaseError(reason)


def _try_snapshot(served: Served) -> None:
    """Read a little of the search and of a dump; raises ``SnapshotError``."""
    served.knowledge.suggest("a", 1)
    for dump in served.knowledge.dumps[:1]:
        with served.knowledge.open_dump(dump.name) as file:
            file.read(1)


def _try_engine(engine: Engine) -> None:
    """The graphs are loaded, or the store elsewhere answers; raises what ``Engine.answer`` does."""
    if isinstance(engine, WorkerPool):
        # Workers that are all busy with queries are no fault.
        engine.graphs()
    else:
        engine.answer(Request(query="ASK {}"))


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
