"""An edition has one version and one day, wherever they stand."""

import re

from common import CATALOG
from flask.testing import FlaskClient

from snaglist.model.catalogue import Catalogue
from snaglist.snapshot.snapshot import Snapshot

RELEASED = re.compile(r"^## (\d\S*) \(([\d-]+)\)", re.MULTILINE)


def editions(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(each.version, str(each.released)) for each in reversed(catalogue.about.editions)]


def test_the_changelog_has_every_edition(shipped: Snapshot) -> None:
    told = RELEASED.findall((CATALOG / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert told == editions(shipped.catalogue)


def test_the_citation_names_the_edition(shipped: Snapshot) -> None:
    about = shipped.catalogue.about
    assert about.edition in about.citation


def test_the_first_lines_of_entries_came_with_the_first_edition(
    site: FlaskClient, shipped: Snapshot
) -> None:
    view = site.get("/changes.json").get_json()
    assert [e["version"] for e in view["editions"] if e["version"]] == [
        version for version, _ in editions(shipped.catalogue)
    ]
    totals = {edition["version"]: edition["total"] for edition in view["editions"]}
    assert sum(totals.values()) == view["total"]
    for edition in shipped.catalogue.about.editions:
        days = {day["on"] for day in view["days"] if day["edition"] == edition.version}
        assert max(days) <= str(edition.released)
        assert totals[edition.version]


def test_pages_say_which_edition_they_are_of_and_when_they_changed(
    site: FlaskClient, shipped: Snapshot
) -> None:
    edition = shipped.catalogue.about.edition
    for path in ("/", "/issues", "/data", "/changes", "/interviews/I07"):
        assert edition in site.get(path).text
    for entry in shipped.catalogue.entries:
        kind = "issues" if entry.id.startswith("SNAG") else "strategies"
        head = site.get(f"/{kind}/{entry.id}").text.split('<header class="head">')[1]
        day = max(change.on for change in entry.history)
        assert f'<time datetime="{day}">' in head.partition("</header>")[0]
