"""``snag serve``: the catalogue in a web browser."""

from contextlib import closing

import click

from snaglist.cli.options import graphs_beside, open_snapshot, with_settings
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.settings import Settings, find_setting
from snaglist.snapshot.sparql_engine import graph_files, open_engine
from snaglist.sparql.request import Limits
from snaglist.web import serving
from snaglist.web.app import create_app
from snaglist.web.reviews.storage import Quotas, Reviews


@click.command()
@with_settings
@click.option("--host", help=find_setting("host").option_help)
@click.option("--port", help=find_setting("port").option_help)
@click.option("--threads", help=find_setting("threads").option_help)
@graphs_beside
def serve(settings: Settings, graphs: tuple[str, ...]) -> None:
    """Serve the catalogue on this machine; the snapshot is built first where needed.

    Example: snag serve --port 8080
    """
    beside, limits = graph_files(graphs), Limits(seconds=settings.query_seconds)
    store = ReviewStore.open(settings.database_url)
    # The port first: nobody should wait for a build to learn that it is taken.
    with serving.bind(settings.host, settings.port) as listener, closing(store):
        known = open_snapshot(settings)
        known.load()
        engine = open_engine(known, beside, settings.sparql_store, limits)
        click.echo(f"Snaglist is at {serving.base_url(listener)} (Ctrl+C stops it)")
        click.echo(_where(store))
        reviews = Reviews(
            store=store,
            admin_token=settings.admin_token,
            counts=settings.review_counts,
            writes=settings.review_writes,
            places=settings.threads // 2,
            word=settings.review_word,
            quotas=Quotas(
                reviews=settings.review_begins,
                megabytes=settings.review_megabytes,
                disk=settings.review_disk,
            ),
        )
        try:
            app = create_app(known, engine, reviews)
            serving.warm_up(app)
            serving.serve(app, listener, settings.threads, settings.proxy)
        finally:
            engine.close()
            known.close()


def _where(store: ReviewStore) -> str:
    """Where reviews are kept, or why they cannot be; the catalogue is served all the same."""
    fault = store.fault()
    if fault:
        return f"Reviews cannot be kept in {store.where}: {fault}"
    return f"Reviews are kept in {store.where}"
