"""What an answer may link to, and where that leads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from snaglist.reviews.link_targets import (
    NOWHERE,
    LinkBases,
    LinkKind,
    link_kind,
    normal_link,
)
from snaglist.reviews.statuses import Answer, Status

GITHUB = LinkBases(
    repository="https://github.com/acme/parking.git/",
    tickets="https://acme.atlassian.net/browse/",
)
HERE = "https://github.com/acme/parking"

LINKS = {
    "https://example.org/tests/7": (LinkKind.WEB, "https://example.org/tests/7"),
    "HTTP://example.org": (LinkKind.WEB, "http://example.org"),
    "docs/adr-7.md": (LinkKind.PATH, f"{HERE}/blob/HEAD/docs/adr-7.md"),
    "./docs/adr-7.md#why": (LinkKind.PATH, f"{HERE}/blob/HEAD/docs/adr-7.md#why"),
    "tests/test_alarm.py#L12": (LinkKind.PATH, f"{HERE}/blob/HEAD/tests/test_alarm.py#L12"),
    "README.md": (LinkKind.PATH, f"{HERE}/blob/HEAD/README.md"),
    "./notes.org": (LinkKind.PATH, f"{HERE}/blob/HEAD/notes.org"),
    "models/": (LinkKind.PATH, f"{HERE}/blob/HEAD/models/"),
    "tests/übung.py": (LinkKind.PATH, f"{HERE}/blob/HEAD/tests/%C3%BCbung.py"),
    "ABC-12": (LinkKind.TICKET, "https://acme.atlassian.net/browse/ABC-12"),
    "#12": (LinkKind.TICKET, f"{HERE}/issues/12"),
    "acme/bells#3": (LinkKind.TICKET, "https://github.com/acme/bells/issues/3"),
}


@pytest.mark.parametrize("typed", LINKS)
def test_addresses_paths_and_keys_are_links(typed: str) -> None:
    link = normal_link(typed)
    kind, target = LINKS[typed]
    assert link_kind(link) is kind
    assert GITHUB.target(link) == target
    assert NOWHERE.target(link) == (target if kind is LinkKind.WEB else None)
    assert normal_link(link) == link
    assert Answer(status=Status.ADDRESSED, links=(f" {typed} ",)).links == (link,)


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "JAVASCRIPT://x", "data:text/html,x", "mailto:ana@example.org", "https://",
     "ftp://example.org/x", "/etc/passwd", "../secrets.md", "docs/../../x.md", "~/x.md", "C:\\x.md",
     "docs\\adr.md", "www.example.org/x", "docs//adr.md", "see the wiki", "wiki", "a b.md", "#",
     "#x", "example.org", "example.org/x.md", "abc-12", "", ".", "..", "./", ".md", "-rf/x",
     "a/<b>.md", "a/b:c.md"],
)  # fmt: skip
def test_all_else_is_refused_with_what_would_be_right(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"a path in the repository .* the key of a ticket"):
        Answer(status=Status.OPEN, links=(typed,))


@given(st.text(max_size=30))
def test_a_link_is_kept_in_one_form_and_leads_to_the_web_or_nowhere(typed: str) -> None:
    try:
        link = normal_link(typed)
    except ValueError:
        return
    assert normal_link(link) == link
    target = GITHUB.target(link)
    assert target is not None
    assert target.startswith(("https://", "http://"))
