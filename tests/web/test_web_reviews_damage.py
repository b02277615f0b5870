"""Whatever a file of SQLite holds, pages answer 503 or a clear word, of that review only."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from common import each_in_ci, times
from web.review_desk import ADMIN, Desk, review_app

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot

pytestmark = pytest.mark.repeated

ROWS = {
    "a link of unknown kind": "UPDATE link SET kind = 'sung'",
    "a link without a kind": "UPDATE link SET kind = ''",
    "a link made on no day": "UPDATE link SET made = '2026-02-31 00:00:00'",
    "a link made in words": "UPDATE link SET made = 'yesterday'",
    "a link made by octets": "UPDATE link SET made = x'ff00'",
    "a link made by a number": "UPDATE link SET made = 7",
    "a link made on no day of no month": "UPDATE link SET made = '9999-99-99'",
    "a name of octets": "UPDATE link SET name = x'fffe'",
    "a name that is no UTF-8": "UPDATE link SET name = CAST(x'fffe' AS TEXT)",
    "a record that is no UUID": "UPDATE review SET record = 'none'",
    "a record of octets": "UPDATE review SET record = x'00'",
    "a review begun on no day": "UPDATE review SET made = '2026-13-01 00:00:00'",
    "a review changed in words": "UPDATE review SET changed = 'soon'",
    "a review begun before all time": "UPDATE review SET made = '-5-01-01'",
    "an event of no kind": "UPDATE event SET content = '{}'",
    "an event that is empty": "UPDATE event SET content = ''",
    "an event of octets": "UPDATE event SET content = x'fffe00'",
    "an event that is no UTF-8": "UPDATE event SET content = CAST(x'7bff7d' AS TEXT)",
    "an event that is a number": "UPDATE event SET content = 7",
    "an event at no time": "UPDATE event SET content = replace(content, '2026', '20x6')",
    "an event nested deeply": "UPDATE event SET content = printf('%.*c', 100000, '[')",
    "events with other numbers": "UPDATE event SET number = number + 5",
    "numbers that are words": "UPDATE event SET number = 'first ' || number",
    "no events": "DELETE FROM event",
    "an entry that is empty": "UPDATE entry SET content = ''",
    "an entry of octets": "UPDATE entry SET content = x'fffe'",
    "an entry of another hash": "UPDATE entry SET digest = 'x' || substr(digest, 2)",
    "an entry nested deeply": "UPDATE entry SET content = printf('%.*c', 100000, '{')",
    "no entries": "DELETE FROM entry",
    "no secret": "DELETE FROM secret",
    "no such table": "DROP TABLE entry",
    "another table": "ALTER TABLE link RENAME COLUMN kind TO sort",
    "a version of octets": "UPDATE alembic_version SET version_num = x'ff'",
}


@pytest.fixture(scope="module")
def whole(sample_knowledge: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> "Whole":
    return Whole(sample_knowledge, tmp_path_factory.mktemp("whole"))


class Whole:
    """A file with two reviews, and a server that has it open while it is damaged."""

    def __init__(self, knowledge: Snapshot, folder: Path) -> None:
        self.file = folder / "reviews.sqlite3"
        self.knowledge = knowledge
        self.store = ReviewStore.open(f"sqlite:///{self.file}")
        self.desk = Desk(review_app(knowledge, self.store, counts=True))
        self.hurt, _ = self.desk.begin()
        self.fine, _ = self.desk.begin()
        self.desk.answer(self.hurt, "SNAG-001", notes="x")
        self.store.database.clear_log()
        self.content = self.file.read_bytes()

    def put_back(self) -> None:
        for path in self.file.parent.iterdir():
            path.unlink()
        self.file.write_bytes(self.content)
        self.store._counter._rests_until = 0.0

    def statuses(self, link: str) -> set[int]:
        """What pages and a change of a review are answered."""
        desk = self.desk
        token = desk.browser.get("/reviews").text.partition('csrf_token" value="')[2][:91]
        pages = (link, f"{link}.json", f"{link}/issues/SNAG-001", f"{link}/links", f"{link}/sign")
        found = {desk.get(path).status_code for path in (*pages, f"{link}/report.md")}
        fields = {"csrf_token": token, "status": "open", "by": "A", "seen": "0"}
        found.add(desk.browser.post(f"{link}/issues/SNAG-002", data=fields).status_code)
        return found

    def check_catalogue(self) -> None:
        for path in ("/issues/SNAG-001", "/healthz"):
            assert self.desk.get(path).status_code == 200

    def check_admin(self) -> int:
        head = {"Authorization": f"Bearer {ADMIN}"}
        return self.desk.get("/reviews.json", headers=head).status_code


@pytest.fixture
def hurt(whole: Whole) -> Iterator[Whole]:
    whole.put_back()
    yield whole
    whole.put_back()
    assert whole.desk.get(whole.fine).status_code == 200


@pytest.mark.parametrize("name", each_in_ci(ROWS, 3))
def test_odd_rows_are_an_error_of_their_review(hurt: Whole, name: str) -> None:
    statement = ROWS[name]
    connection = sqlite3.connect(hurt.file)
    query = "SELECT review FROM event GROUP BY 1 HAVING count(*) = 2"
    (review,) = connection.execute(query).fetchone()
    mine = "id" if "UPDATE review" in statement else "review"
    ours = statement.startswith(("UPDATE", "DELETE")) and not statement.endswith("secret")
    if ours and "alembic" not in statement:
        statement += f" WHERE {mine} = '{review}'"
    connection.execute(statement)
    connection.commit()
    connection.close()
    found = hurt.statuses(hurt.hurt)
    assert not {status for status in found if status >= 500} - {503}, found
    hurt.check_catalogue()
    if f"'{review}'" in statement:
        assert hurt.desk.get(hurt.fine).status_code == 200
        assert hurt.check_admin() == 200


def emptied(file: Path, content: bytes) -> None:
    file.write_bytes(b"")


def of_zeros(file: Path, content: bytes) -> None:
    file.write_bytes(bytes(len(content)))


def of_rubbish(file: Path, content: bytes) -> None:
    file.write_bytes(b"rubbish " * 1_000)


def cut(file: Path, content: bytes) -> None:
    file.write_bytes(content[: len(content) // 2])


def cut_in_a_page(file: Path, content: bytes) -> None:
    file.write_bytes(content[: len(content) // 2 + 1_234])


def gone(file: Path, content: bytes) -> None:
    file.unlink()


def a_full_device(file: Path, content: bytes) -> None:
    file.unlink()
    file.symlink_to("/dev/full")


def a_link_to_nowhere(file: Path, content: bytes) -> None:
    file.unlink()
    file.symlink_to(file.with_name("nowhere"))


def with_a_log_of_another(file: Path, content: bytes) -> None:
    file.with_name(f"{file.name}-wal").write_bytes(b"rubbish " * 1_000)


STATES = (
    emptied, of_zeros, of_rubbish, cut, cut_in_a_page, gone, a_full_device, a_link_to_nowhere,
    with_a_log_of_another,
)  # fmt: skip


@pytest.mark.parametrize("spoil", STATES)
def test_what_is_no_database_is_told(hurt: Whole, spoil: Callable[[Path, bytes], None]) -> None:
    spoil(hurt.file, hurt.content)
    found = hurt.statuses(hurt.hurt)
    assert not {status for status in found if status >= 500} - {503}, found
    assert hurt.check_admin() in (200, 503)
    hurt.check_catalogue()


@pytest.mark.parametrize("seed", range(times(12, 120)))
def test_random_octets_are_told(hurt: Whole, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(hurt.content)
    for _ in range(chance.choice((1, 10, 200))):
        at = chance.randrange(len(content))
        size = chance.choice((1, 16, 512))
        content[at : at + size] = chance.randbytes(min(size, len(content) - at))
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    hurt.file.write_bytes(content)
    for link in (hurt.hurt, hurt.fine):
        found = hurt.statuses(link)
        assert not {status for status in found if status >= 500} - {503}, found
    assert hurt.check_admin() in (200, 503)
    hurt.check_catalogue()
