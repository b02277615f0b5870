"""``snag reviews``: back up and restore the reviews of a server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from snaglist.cli.options import FilePath
from snaglist.errors import SnaglistError
from snaglist.plurals import count_of
from snaglist.reviews.store.backup import backup, restore
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.settings import Settings

FILE = click.argument("file", type=FilePath(dir_okay=False))


@click.group()
def reviews() -> None:
    """Back up and restore the reviews of a server; SNAGLIST_DATABASE_URL says where they are.

    Example: snag reviews backup reviews.jsonl
    """


@reviews.command("backup")
@FILE
def _backup(file: Path) -> None:
    """Write all reviews to FILE, which any database can take in again.

    The server may run. FILE is private, as the reviews are.

    Example: snag reviews backup reviews.jsonl
    """
    with _store() as store:
        number = backup(store, file)
    click.echo(f"{count_of(number, 'review')} in {file}.")


@reviews.command("restore")
@FILE
def _restore(file: Path) -> None:
    """Take in all reviews of FILE, or none where one of them is there already.

    Example: snag reviews restore reviews.jsonl
    """
    with _store() as store:
        number = restore(store, file)
        click.echo(f"{count_of(number, 'review')} restored to {store.where}.")


@reviews.command("where")
def _where() -> None:
    """Say where the reviews are kept, and how many there are.

    Example: snag reviews where
    """
    with _store() as store:
        click.echo(store.where)
        click.echo(count_of(len(store.rows()), "review"))


@contextmanager
def _store() -> Iterator[ReviewStore]:
    """The store of the settings; where it cannot be used, say which it is."""
    store = ReviewStore.open(Settings.from_environment(os.environ).database_url)
    try:
        fault = store.fault()
        if fault:
            raise SnaglistError(f"{store.where}: {fault}")
        yield store
    finally:
        store.close()
