"""Answers are compressed for who takes them so, each form with a validator of its own."""

import gzip
import hashlib
import itertools
import threading
from base64 import b64encode
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.review_desk import Desk, review_app

from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.compression import CompressedFiles, compress

PAGE, DUMP, STATIC = "/issues/SNAG-001", "/data/snaglist-everything.nq", "/static/snaglist.css"
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.fixture(scope="module")
def whole(sample_knowledge: Snapshot) -> FlaskClient:
    """A browser at the built sample, whose dumps are as long as dumps are."""
    return create_app(sample_knowledge).test_client(use_cookies=False)


def asked(
    client: FlaskClient, path: str, accepted: str | None, **sent: str
) -> tuple[int, dict[str, str], bytes]:
    headers = {name.replace("_", "-"): value for name, value in sent.items()}
    if accepted is not None:
        headers["Accept-Encoding"] = accepted
    with client.get(path, headers=headers) as response:
        return response.status_code, dict(response.headers), response.data


ACCEPTED: list[tuple[str | None, str | None]] = [
    (None, None),
    ("", None),
    ("identity", None),
    ("br", "br"),
    ("gzip", "gzip"),
    ("x-gzip", "gzip"),
    ("GZIP", "gzip"),
    ("gzip, deflate, br, zstd", "br"),
    ("gzip;q=1.0, br;q=0.5", "gzip"),
    ("br;q=0, gzip", "gzip"),
    ("br;q=0, gzip;q=0", None),
    ("*", "br"),
    ("*;q=0", None),
    ("br;q=0, *", "gzip"),
    ("identity;q=1, br;q=0.5", None),
    ("identity;q=0, gzip;q=0.1", "gzip"),
    ("zstd", None),
    ("nonsense;;q=x, ,", None),
]
"""What a client says it takes, and what it gets."""
FORMS = (None, "br", "gzip")
KINDS = (f"{PAGE}.json", f"{PAGE}.ttl", DUMP, STATIC, "/none")


@pytest.mark.parametrize(
    ("path", "accepted", "encoding"),
    [
        *((PAGE, accepted, encoding) for accepted, encoding in ACCEPTED),
        *((path, encoding, encoding) for path in KINDS for encoding in FORMS),
    ],
)
def test_the_client_says_which_encoding(
    whole: FlaskClient, path: str, accepted: str | None, encoding: str | None
) -> None:
    status, headers, body = asked(whole, path, accepted)
    plain = asked(whole, path, None)[2]
    assert status == (404 if path == "/none" else 200)
    assert headers.get("Content-Encoding") == encoding
    assert DECODERS[encoding](body) == plain
    assert headers["Content-Length"] == str(len(body))
    assert "Accept-Encoding" in headers["Vary"]
    assert encoding is None or len(body) < len(plain)


@pytest.mark.parametrize("path", [PAGE, "/search?q=bell", DUMP, STATIC])
def test_each_form_has_a_validator_of_its_own(whole: FlaskClient, path: str) -> None:
    etags = {}
    for encoding in (None, "br", "gzip"):
        first, again = (asked(whole, path, encoding)[1]["ETag"] for _ in range(2))
        assert first == again
        assert first.startswith('"')
        etags[encoding] = first
    assert len(set(etags.values())) == 3
    for encoding in ("br", "gzip", None):
        etag = etags[encoding]
        for given in (etag, f"W/{etag}", f'"x", {etag}', f'W/"x", W/{etag}', "*"):
            status, headers, body = asked(whole, path, encoding, If_None_Match=given)
            assert (status, body) == (304, b""), (encoding, given)
            assert "Accept-Encoding" in headers["Vary"]
        assert headers["ETag"] in etags.values()
    # Who has one form and asks for another gets that, or is told that the one at hand will do.
    for encoding, held in itertools.product(etags, etags.values()):
        status, headers, _ = asked(whole, path, encoding, If_None_Match=held)
        assert headers["ETag"] == (etags[encoding] if status == 200 else held), (encoding, held)


def test_who_has_another_form_gets_the_one_asked_for(whole: FlaskClient) -> None:
    etag = asked(whole, PAGE, "gzip")[1]["ETag"]
    status, headers, _ = asked(whole, PAGE, "br", If_None_Match=etag)
    assert (status, headers["Content-Encoding"]) == (200, "br")


@pytest.mark.parametrize("path", [DUMP, STATIC])
def test_a_range_is_of_the_octets_as_they_are(whole: FlaskClient, path: str) -> None:
    plain = asked(whole, path, None)[2]
    status, headers, body = asked(whole, path, "br, gzip", Range="bytes=10-19")
    assert (status, body) == (206, plain[10:20])
    assert "Content-Encoding" not in headers
    assert headers["Content-Range"] == f"bytes 10-19/{len(plain)}"
    # Who has the beginning of a compressed form does not get the middle of another.
    compressed = asked(whole, path, "br")[1]["ETag"]
    status, _, body = asked(whole, path, "br", Range="bytes=10-19", If_Range=compressed)
    assert (status, body) == (200, plain)
    assert asked(whole, path, None, Range="bytes=99999999-")[0] == 416


def test_the_digest_is_of_what_is_sent(whole: FlaskClient) -> None:
    for encoding in (None, "br", "gzip"):
        _, headers, body = asked(whole, DUMP, encoding)
        digest = b64encode(hashlib.sha256(body).digest()).decode()
        assert headers["Repr-Digest"] == f"sha-256=:{digest}:"


def test_what_is_short_stays_as_it_is_unless_that_is_refused(whole: FlaskClient) -> None:
    assert "Content-Encoding" not in asked(whole, "/robots.txt", "br")[1]
    assert asked(whole, "/robots.txt", "br, identity;q=0")[1]["Content-Encoding"] == "br"


def test_a_head_has_the_headers_of_the_get(whole: FlaskClient) -> None:
    for path in (PAGE, DUMP, STATIC):
        headers = asked(whole, path, "br")[1]
        with whole.head(path, headers={"Accept-Encoding": "br"}) as response:
            found, body = dict(response.headers), response.data
        assert body == b""
        assert {**found, "Date": ""} == {**headers, "Date": ""}


def test_pages_with_secrets_are_never_compressed(
    sample_knowledge: Snapshot, tmp_path: Path
) -> None:
    """BREACH: a token beside words that somebody else chose, and a length that tells of both."""
    store = ReviewStore.open(f"sqlite:///{tmp_path}/reviews.sqlite3")
    app = review_app(sample_knowledge, store)
    link = Desk(app).begin()[0]
    browser = app.test_client()
    for path in (
        "/reviews",
        link,
        f"{link}.json",
        f"{link}/issues/SNAG-001",
        f"{link}/links",
        f"{link}/review.yaml",
        "/reviews/none",
        "//reviews",
        "/reviews/admin",
    ):
        for accepted in ("br", "gzip", "br, identity;q=0"):
            response = browser.get(
                headers={"Accept-Encoding": accepted}, environ_overrides={"PATH_INFO": path}
            )
            assert "Content-Encoding" not in response.headers, path
            assert "Accept-Encoding" not in response.headers.get("Vary", ""), path
    store.close()


def test_public_pages_hold_no_secret_to_be_guessed(whole: FlaskClient) -> None:
    for path in ("/", PAGE, "/search?q=bell", "/sparql", "/data"):
        with whole.get(path, headers={"Accept": "text/html"}) as response:
            assert b"csrf" not in response.data
            assert "Set-Cookie" not in response.headers


def test_what_is_kept_is_bounded() -> None:
    kept, read = CompressedFiles(most=4_000), []

    def file(number: int) -> bytes:
        read.append(number)
        return hashlib.shake_256(bytes([number])).digest(900)

    for number in range(20):
        found = kept.get(str(number), "gzip", lambda number=number: file(number))  # type: ignore[misc]
        assert found is not None
        assert gzip.decompress(found.octets) == file(number)
        assert kept.size <= 4_000
    assert kept.get("19", "gzip", lambda: b"") is not None
    read.clear()
    kept.get("0", "gzip", lambda: file(0))
    assert read == [0], "the oldest was not let go"
    large = kept.get("large", "gzip", lambda: hashlib.shake_256(b"").digest(2_000))
    assert large is not None
    assert kept.size <= 4_000
    read.clear()
    kept.get("0", "gzip", lambda: file(0))
    assert read == [], "a large file pushed the others out"


def test_nobody_waits_for_a_file_that_is_being_compressed() -> None:
    kept, begun, go_on = CompressedFiles(), threading.Event(), threading.Event()

    def slow() -> bytes:
        begun.set()
        assert go_on.wait(60)
        return b"x" * 2_000

    working = threading.Thread(target=kept.get, args=("slow", "br", slow))
    working.start()
    assert begun.wait(60)
    assert kept.get("slow", "br", slow) is None
    assert kept.get("other", "br", lambda: b"y" * 2_000) is None
    go_on.set()
    working.join()
    found = kept.get("slow", "br", slow)
    assert found is not None
    assert brotli.decompress(found.octets) == b"x" * 2_000


def test_a_file_that_cannot_be_read_leaves_nothing_behind() -> None:
    kept = CompressedFiles()
    with pytest.raises(ZeroDivisionError):
        kept.get("bad", "br", lambda: bytes(1 // 0))
    assert kept.get("bad", "br", lambda: b"now") is not None


def test_each_encoding_is_what_its_name_says() -> None:
    assert gzip.decompress(compress(b"words " * 400, "gzip")) == b"words " * 400
    assert brotli.decompress(compress(b"words " * 400, "br")) == b"words " * 400


def test_the_application_compresses_graphs_of_sparql(app: Flask) -> None:
    client = app.test_client()
    query = "/sparql?query=" + "ASK{}" + "%20" * 10
    assert client.get(query, headers={"Accept-Encoding": "br"}).status_code == 200
