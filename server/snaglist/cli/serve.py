"""``snag serve``: the catalogue in a web browser."""

import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path

import click

from snaglist.cli.editing import open_editing, told_door
from snaglist.cli.options import graphs_beside, open_snapshot, with_settings
from snaglist.errors import SnaglistError, UsageError
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.work import ReviewWork
from snaglist.settings import Settings, find_setting
from snaglist.snapshot.newer import NewerSnapshots
from snaglist.snapshot.place import SnapshotFolder
from snaglist.snapshot.snapshot import Snapshot
from snaglist.snapshot.sparql_engine import graph_files, open_engine
from snaglist.sparql.request import GraphStoreError, Limits
from snaglist.sparql.worker_pool import Engine, WorkerPool
from snaglist.web import serving
from snaglist.web.app import create_app
from snaglist.web.channels import ConnectionLimits
from snaglist.web.forwarding import Forwarding
from snaglist.web.hosts import AllowedHosts, own_names
from snaglist.web.reload import Reloader, on_hangup
from snaglist.web.reviews.security_log import security_log
from snaglist.web.reviews.storage import Quotas, Reviews
from snaglist.web.served import Served, serving_of
from snaglist.workers.errors import BusyError

LONGEST_LOADING = 600.0
"""Seconds for which the graphs of a newer snapshot may be loaded; the old one serves meanwhile."""

TRUSTING = (
    "Warning: SNAGLIST_PROXY names every address there is, so whoever connects can say that they "
    "are somebody else, or came over HTTPS. Name the proxy, or its network."
)


@click.command()
@with_settings
@click.option("--host", help=find_setting("host").option_help)
@click.option("--port", help=find_setting("port").option_help)
@click.option("--threads", help=find_setting("threads").option_help)
@click.option("--edit", is_flag=True, help="Let the browser on this machine code interviews.")
@click.option("--coder", help="With --edit: your id in coders.yaml; needless with one coder.")
@graphs_beside
def serve(settings: Settings, graphs: tuple[str, ...], edit: bool, coder: str | None) -> None:
    """Serve the catalogue on this machine; the snapshot is built first where needed.

    Example: snag serve --port 8080
    """
    editing = open_editing(settings, coder) if edit else None
    if coder and not edit:
        raise UsageError("--coder says who codes in the browser; it needs --edit.")
    beside, limits = graph_files(graphs), Limits(seconds=settings.query_seconds)
    local = not settings.sparql_store and sys.platform != "win32"
    store = ReviewStore.open(settings.database_url)
    # The port first: nobody should wait for a build to learn that it is taken.
    with (
        serving.bind(settings.host, settings.port) as listener,
        closing(store),
        security_log(settings.security_log, sys.stderr),
    ):
        newer = NewerSnapshots(SnapshotFolder(settings.data, settings.catalog, settings.ontology))
        known = open_snapshot(settings)
        known.load()

        def engine_of(snapshot: Snapshot) -> Engine:
            engine = open_engine(snapshot, beside, settings.sparql_store, limits)
            with suppress(GraphStoreError):
                engine.start()
            return engine

        def find(served: Served, again: bool) -> Served | None:
            found = newer.find(served.knowledge, again)
            return _ready(found, engine_of, local) if found else None

        engine = _whole(engine_of(known), beside)
        click.echo(
            f"Snaglist is at {serving.base_url(listener)}{settings.prefix} (Ctrl+C stops it)"
        )
        if editing:
            click.echo(told_door(editing, f"{serving.base_url(listener)}{settings.prefix}"))
        click.echo(_where(store))
        if any(network.prefixlen == 0 for network in settings.proxy):
            click.echo(TRUSTING, err=True)
        reviews = _reviews(settings, store)
        allowed = AllowedHosts(settings.hosts, own_names(settings.host))
        app = create_app(known, engine, reviews, allowed, editing)
        with closing(reviews.work), closing(serving_of(app)) as served:
            serving.warm_up(app)
            with Reloader(served, find, newer.sweep) as reloader, on_hangup(reloader.ask):
                forwarding = Forwarding(settings.proxy, settings.prefix)
                serving.serve(app, listener, settings.threads, _limits(settings), forwarding)


def _whole(engine: Engine, beside: Mapping[str, Path]) -> Engine:
    """The engine; where graphs were given, once it has read them.

    Raises ``UsageError`` for a file that is no RDF: that is for who starts the server to hear.
    """
    if beside and isinstance(engine, WorkerPool):
        try:
            engine.load()
        except SnaglistError:
            engine.close()
            raise
    return engine


def _reviews(settings: Settings, store: ReviewStore) -> Reviews:
    """Where reviews are kept, and what the settings say of them."""
    return Reviews(
        store=store,
        admin_token=settings.admin_token,
        counts=settings.review_counts,
        writes=settings.review_writes,
        work=ReviewWork(processes=True),
        places=settings.threads // 2,
        word=settings.review_word,
        quotas=Quotas(
            reviews=settings.review_begins,
            megabytes=settings.review_megabytes,
            disk=settings.review_disk,
        ),
    )


def _ready(known: Snapshot, engine_of: Callable[[Snapshot], Engine], local: bool) -> Served:
    """A newer snapshot once its graphs are loaded, where that is done here.

    Raises ``SnaglistError``, with everything closed, where they cannot be.
    """
    engine = None
    try:
        engine = engine_of(known)
        give_up = time.monotonic() + LONGEST_LOADING
        while local:
            try:
                engine.graphs()
                break
            except BusyError:
                if time.monotonic() > give_up:
                    raise
    except SnaglistError:
        if engine:
            engine.close()
        known.close()
        raise
    return Served(known, engine)


def _limits(settings: Settings) -> ConnectionLimits:
    """A proxy's connections are those of all its clients, so they are not counted as one's."""
    return ConnectionLimits(
        connections=settings.connections,
        client_connections=settings.client_connections,
        request_seconds=settings.request_seconds,
        idle_seconds=settings.idle_seconds,
        exempt=settings.proxy,
    )


def _where(store: ReviewStore) -> str:
    """Where reviews are kept, or why they cannot be; the catalogue is served all the same."""
    fault = store.fault()
    if fault:
        return f"Reviews cannot be kept in {store.where}: {fault}"
    return f"Reviews are kept in {store.where}"
