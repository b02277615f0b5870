"""A store on each kind of database."""

from collections.abc import Iterator

import pytest

from snaglist.reviews.store.review_store import ReviewStore


@pytest.fixture
def store(database_url: str) -> Iterator[ReviewStore]:
    found = ReviewStore.open(database_url)
    yield found
    found.close()
