"""``snag serve``."""

from contextlib import closing

import click

from snaglist.cli.options import graphs_beside, knowledge, with_settings
from snaglist.knowledge.queries import graph_files, open_engine
from snaglist.reviews.store.store import ReviewStore
from snaglist.settings import Settings
from snaglist.sparql.request import Limits
from snaglist.web.app import create_app
from snaglist.web.reviews.kept import Reviews
from snaglist.web.serving import address, bind, serve, warm_up


@click.command()
@with_settings
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", help="Port to listen on.  [default: 8000]")
@click.option("--threads", help="Requests answered at a time.  [default: 8]")
@graphs_beside
def command(settings: Settings, graphs: tuple[str, ...]) -> None:
    """Serve the catalogue on this machine; the snapshot is built first where needed.

    Example: snag serve --port 8080
    """
    beside, limits = graph_files(graphs), Limits(seconds=settings.query_seconds)
    store = ReviewStore.open(settings.database_url)
    # The port first: nobody should wait for a build to learn that it is taken.
    with bind(settings.host, settings.port) as listener, closing(store):
        known = knowledge(settings)
        engine = open_engine(known, beside, settings.sparql_store, limits)
        click.echo(f"Snaglist is at {address(listener)} (Ctrl+C stops it)")
        click.echo(_where(store))
        reviews = Reviews(
            store=store,
            admin_token=settings.admin_token,
            counts=settings.review_counts,
            writes=settings.review_writes,
        )
        try:
            app = create_app(known, engine, reviews)
            warm_up(app)
            serve(app, listener, settings.threads, settings.proxy)
        finally:
            engine.close()
            known.close()


def _where(store: ReviewStore) -> str:
    """Where reviews are kept, or why they cannot be; the catalogue is served all the same."""
    fault = store.fault()
    if fault:
        return f"Reviews cannot be kept in {store.where}: {fault}"
    return f"Reviews are kept in {store.where}"
