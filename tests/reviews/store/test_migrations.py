"""The tables and the steps that lead to them agree, on each kind of database."""

import threading
import time
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from databases import Cluster
from reviews.garden import NOW, begun
from sqlalchemy import inspect

from snaglist.reviews.store import migrate
from snaglist.reviews.store.errors import DatabaseError
from snaglist.reviews.store.migrate import MIGRATIONS
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.reviews.store.tables import METADATA


def test_an_empty_database_gets_the_tables(store: ReviewStore) -> None:
    assert store.fault() is None
    with store.database.read() as connection:
        found = set(inspect(connection).get_table_names())
        revision = MigrationContext.configure(connection).get_current_revision()
    assert found == {*METADATA.tables, "alembic_version"}
    assert revision == migrate._newest()


@pytest.mark.each_database
def test_tables_and_migrations_agree(store: ReviewStore) -> None:
    with store.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_constraints_are_named_alike(store: ReviewStore) -> None:
    """What alembic does not compare."""
    with store.database.read() as connection:
        found = inspect(connection)
        assert METADATA.sorted_tables
        for table in METADATA.sorted_tables:
            named = {str(each.name) for each in table.constraints if each.name}
            key = found.get_pk_constraint(table.name)["name"]
            others = [
                *found.get_foreign_keys(table.name),
                *found.get_unique_constraints(table.name),
                *found.get_check_constraints(table.name),
            ]
            assert {key, *(each["name"] for each in others)} == named


def test_steps_have_a_line_of_descent() -> None:
    files = [path.stem for path in (MIGRATIONS / "versions").glob("r*.py")]
    assert sorted(files)[-1].startswith(f"r{migrate._newest()}_")


@pytest.mark.each_database
def test_all_steps_can_be_taken_back(store: ReviewStore) -> None:
    from alembic import command

    with store.database.write() as connection:
        config = migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}


def test_reopening_leaves_what_is_there(store: ReviewStore, database_url: str) -> None:
    _, view = store.create(begun(), now=NOW)
    again = ReviewStore.open(database_url)
    assert again.fault() is None
    assert len(again.visit(view).record.events) == 1
    again.close()


def test_a_newer_database_is_told(store: ReviewStore, database_url: str) -> None:
    store.create(begun(), now=NOW)
    with store.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    again = ReviewStore.open(database_url)
    with pytest.raises(DatabaseError, match="newer Snaglist"):
        again.rows()
    again.close()


def test_steps_are_in_the_package() -> None:
    assert (MIGRATIONS / "env.py").is_file()
    assert MIGRATIONS.is_relative_to(Path(migrate.__file__).parent)


def test_one_server_at_a_time_migrates(cluster: Cluster) -> None:
    store = ReviewStore.open(cluster.fresh())
    faults: list[str | None] = []
    with psycopg.connect(cluster.url(store.where.rpartition("/")[2])) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [migrate.ADVISORY])
        server = threading.Thread(target=lambda: faults.append(store.fault()))
        server.start()
        waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        while other.execute(waiting).fetchone() == (0,):
            assert server.is_alive(), "It has not waited."
            time.sleep(0.01)
    server.join()
    assert faults == [None]
    store.close()
