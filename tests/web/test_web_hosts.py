"""The names that a server answers to, what proxies may say, and where redirects lead."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web.review_desk import review_app
from werkzeug.exceptions import BadRequest
from werkzeug.test import Client

from snaglist.addresses import read_hosts, read_networks
from snaglist.reviews.store.review_store import ReviewStore
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.app import create_app
from snaglist.web.forwarding import PROXIED, Forwarding
from snaglist.web.hosts import AllowedHosts, own_names

OWN = ("snags", "192.0.2.1")


@pytest.mark.parametrize(
    ("listed", "host", "allowed"),
    [
        ("", "localhost:8000", True),
        ("", "a.localhost", True),
        ("", "127.0.0.2", True),
        ("", "[::1]:8000", True),
        ("", "snags:80", True),
        ("", "SNAGS.", True),
        ("", "192.0.2.77", True),
        ("", "evil.example", False),
        ("", "localhost.evil.example", False),
        ("", "evillocalhost.example", False),
        ("", "snaglist:8000", True),
        ("", "127.0.0.1.evil.example", False),
        ("", "300.1.1.1", False),
        ("", "", False),
        ("", "a b", False),
        ("", "localhost:80:80", False),
        ("", "user@localhost", False),
        ("", "localhost/", False),
        ("", "localhost, localhost", False),
        ("snags.example.org", "snags.example.org:8000", True),
        ("snags.example.org", "Snags.Example.org.", True),
        ("snags.example.org", "localhost", True),
        ("snags.example.org", "a.snags.example.org", False),
        ("snags.example.org", "example.org", False),
        ("snags.example.org", "192.0.2.77", False),
        (".example.org", "example.org", True),
        (".example.org", "a.b.example.org", True),
        (".example.org", "evilexample.org", False),
        ("a.example 192.0.2.77", "192.0.2.77", True),
        ("*", "evil.example", True),
        ("*", "evil.example/x", False),
        ("bücher.example", "xn--bcher-kva.example", True),
    ],
)
def test_a_name_is_answered_to_or_not(listed: str, host: str, allowed: bool) -> None:
    assert AllowedHosts(read_hosts(listed), OWN).allows(host) is allowed


def test_a_proxy_that_is_believed_may_say_any_name_unless_some_are_listed() -> None:
    assert AllowedHosts((), OWN).allows("snags.example", proxied=True)
    assert not AllowedHosts(("a.example",), OWN).allows("snags.example", proxied=True)
    assert not AllowedHosts((), OWN).allows("snags.example/x", proxied=True)


def test_the_name_given_to_listen_on_is_ones_own() -> None:
    assert "web_1" in own_names("web_1")


@pytest.fixture(scope="module")
def guarded(sample_knowledge: Snapshot) -> FlaskClient:
    """A browser at a server of one name."""
    return create_app(sample_knowledge, allowed=AllowedHosts(("snags.example",))).test_client()


@pytest.mark.parametrize("path", ["/", "/issues/SNAG-001.ttl", "/issues//", "/nowhere", "/reviews"])
def test_another_name_is_told_what_would_let_it_in(guarded: FlaskClient, path: str) -> None:
    refused = guarded.get(path, headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert "&#39;evil.example&#39;" in refused.text or "'evil.example'" in refused.text
    assert "SNAGLIST_HOSTS" in refused.text
    assert "Location" not in refused.headers
    assert "http://evil.example" not in refused.text


def test_probes_are_answered_under_any_name(guarded: FlaskClient) -> None:
    assert guarded.get("/healthz", headers={"Host": "10.1.2.3:8000"}).status_code == 200
    assert guarded.get("/", headers={"Host": "snags.example"}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/issues//",
        "//evil.example/",
        "//evil.example//",
        "/%2Fevil.example//",
        "/\\evil.example//",
        "/issues/snag-001",
        "/id/SNAG-001",
        "/.//evil.example//",
    ],
)
def test_redirects_lead_to_no_other_host(app: Flask, path: str) -> None:
    client = app.test_client()
    environ = {"PATH_INFO": path.replace("%2F", "/"), "HTTP_HOST": "evil.example"}
    answer = client.get("/", environ_overrides=environ)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_only_https_is_strict(app: Flask) -> None:
    client = Client(Forwarding(read_networks("192.0.2.1")).wrap(app.wsgi_app))
    said = {"X-Forwarded-Proto": "https"}
    name = "Strict-Transport-Security"
    trusted = client.get("/", headers=said, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert trusted.headers[name] == "max-age=31536000"
    foreign = client.get("/", headers=said, environ_base={"REMOTE_ADDR": "192.0.2.2"})
    assert name not in foreign.headers
    plain = client.get("/", environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert name not in plain.headers


def forwarded(proxies: str, peer: str, **said: str) -> tuple[str, str, str]:
    """Scheme, host and client after what was said."""
    environ = {"REMOTE_ADDR": peer, "HTTP_HOST": "inner", "wsgi.url_scheme": "http"}
    environ |= {f"HTTP_X_FORWARDED_{name.upper()}": value for name, value in said.items()}
    Forwarding(read_networks(proxies)).translate(environ)
    assert not [name for name in environ if "FORWARDED" in name]
    return environ["wsgi.url_scheme"], environ["HTTP_HOST"], environ["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("proxies", "peer", "chain", "seen"),
    [
        ("10.0.0.1", "10.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "10.0.0.1", "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "10.0.0.2", "192.0.2.7", "10.0.0.2"),
        ("10.0.0.0/8", "10.0.0.1", "6.6.6.6, 192.0.2.7, 10.9.9.9", "192.0.2.7"),
        ("10.0.0.0/8", "::ffff:10.0.0.1", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.1,::1", "::1", "2001:db8::7, 10.0.0.1", "2001:db8::7"),
        ("fe80::/10", "fe80::1%eth0", "192.0.2.7", "192.0.2.7"),
        ("10.0.0.1", "10.0.0.1", "192.0.2.7:4711", "192.0.2.7"),
        ("10.0.0.1", "10.0.0.1", '"[2001:db8::7]:80"', "2001:db8::7"),
        ("10.0.0.1", "10.0.0.1", "192.0.2.7, unknown", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("*", "6.6.6.6", "192.0.2.7", "192.0.2.7"),
    ],
)
def test_who_asks_is_the_first_that_is_not_believed(
    proxies: str, peer: str, chain: str, seen: str
) -> None:
    assert forwarded(proxies, peer, **{"for": chain})[2] == seen


@pytest.mark.parametrize(
    ("chain", "proto", "host", "expected"),
    [
        ("192.0.2.7", "https", "a.example", ("https", "a.example")),
        ("192.0.2.7", "https, http", "x.example, a.example:81", ("http", "a.example:81")),
        ("192.0.2.7, 10.0.0.2", "https, http", "a.example, inner", ("https", "a.example")),
        ("6.6.6.6, 192.0.2.7, 10.0.0.2", "http,https,http", "x,a,b", ("https", "a")),
        ("192.0.2.7, 10.0.0.2", "HTTPS", "", ("https", "inner")),
        ("", "", "", ("http", "inner")),
    ],
)
def test_of_a_list_the_value_of_the_outermost_proxy_counts(
    chain: str, proto: str, host: str, expected: tuple[str, str]
) -> None:
    found = forwarded("10.0.0.0/8", "10.0.0.1", **{"for": chain}, proto=proto, host=host)
    assert found[:2] == expected


@pytest.mark.parametrize(
    ("name", "value"), [("proto", "wss"), ("host", "a b"), ("host", "a/b"), ("host", "<b>")]
)
def test_what_no_proxy_can_mean_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadRequest, match=f"X-Forwarded-{name.title()} should be"):
        forwarded("10.0.0.1", "10.0.0.1", **{name: value})


def test_whether_a_proxy_brought_it_is_for_us_to_say() -> None:
    environ = {"REMOTE_ADDR": "6.6.6.6", PROXIED: True}
    Forwarding(read_networks("10.0.0.1")).translate(environ)
    assert environ[PROXIED] is False


def test_servers_of_two_databases_do_not_share_a_cookie(
    sample_knowledge: Snapshot, store: ReviewStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = ReviewStore.open(f"sqlite:///{tmp_path_factory.mktemp('other')}/reviews.sqlite3")
    try:
        cookies = [
            review_app(sample_knowledge, each).test_client().get("/reviews").headers["Set-Cookie"]
            for each in (store, other)
        ]
    finally:
        other.close()
    names = [cookie.partition("=")[0] for cookie in cookies]
    assert names[0] != names[1]
    assert all(name.startswith("snaglist-reviews-") for name in names)
