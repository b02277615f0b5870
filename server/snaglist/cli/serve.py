"""``snag serve``."""

import click

from snaglist.cli.options import knowledge, with_settings
from snaglist.settings import Settings
from snaglist.web.app import create_app
from snaglist.web.serving import address, bind, serve


@click.command()
@with_settings
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", help="Port to listen on.  [default: 8000]")
@click.option("--threads", help="Requests answered at a time.  [default: 8]")
def command(settings: Settings) -> None:
    """Serve the catalogue on this machine; the snapshot is built first where needed.

    Example: snag serve --port 8080
    """
    # The port first: nobody should wait for a build to learn that it is taken.
    with bind(settings.host, settings.port) as listener:
        known = knowledge(settings)
        click.echo(f"Snaglist is at {address(listener)} (Ctrl+C stops it)")
        serve(create_app(known), listener, settings.threads)
        known.close()
