"""``snag serve``."""

import click

from snaglist.cli.options import graphs_beside, knowledge, with_settings
from snaglist.knowledge.queries import graph_files, open_engine
from snaglist.settings import Settings
from snaglist.sparql.request import Limits
from snaglist.web.app import create_app
from snaglist.web.serving import address, bind, serve


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
    # The port first: nobody should wait for a build to learn that it is taken.
    with bind(settings.host, settings.port) as listener:
        known = knowledge(settings)
        engine = open_engine(known, beside, settings.sparql_store, limits)
        click.echo(f"Snaglist is at {address(listener)} (Ctrl+C stops it)")
        try:
            serve(create_app(known, engine), listener, settings.threads)
        finally:
            engine.close()
            known.close()
