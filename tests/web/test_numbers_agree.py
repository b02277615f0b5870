"""What pages, lists, gaps and the search count is what a query over the graph counts.

The queries are written here by hand; those that the pages themselves offer are tried apart.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from common import CATALOG, each_in_ci, times
from flask.testing import FlaskClient
from runner import fine

from snaglist.model.catalogue import Catalogue
from snaglist.model.entry import Issue
from snaglist.snapshot.snapshot import Snapshot
from snaglist.web.urls import TOPICS

RETIRED = "snag:hasStatus snag:statusRetired"
LIVE = f"?x a snag:QualityIssue MINUS {{ ?x {RETIRED} }}"
STRATEGIES = f"?x a snag:Strategy MINUS {{ ?x {RETIRED} }}"
QUOTES = "?x a snag:Quote"
MITIGATIONS = f"?x a snag:Mitigation MINUS {{ ?issue snag:hasClaim ?x ; {RETIRED} }}"
ARROWS = (
    f"?x a snag:CausalLink ; snag:fromIssue ?from ; snag:toIssue ?to MINUS {{ ?from {RETIRED} }} "
    f"MINUS {{ ?to {RETIRED} }}"
)
QUESTIONS = f"?issue snag:asks ?x MINUS {{ ?issue {RETIRED} }}"
PARTICIPANTS_TURNS = "?x a snag:Turn ; snag:spokenBy/a snag:Participant"
FOUND_BY_THE_STUDY = "?x skos:inScheme <study> ; skos:broader ?above"
WITNESS = "snag:hasWitnessLink/snag:witness"
CITED = f"(snag:hasClaim|^snag:fromIssue)/{WITNESS}"
BY_QUOTE = "snag:witnessedBy"
BY_FINDING = "snag:supportedByFinding"
"""From a claim or an arrow to the quotes, and to the findings, that bear it out."""
FINDINGS, PUBLICATIONS = "?x a snag:Finding", "?x a snag:Publication"
OF_ENTRIES_IN_USE = f"?entry snag:hasClaim ?x MINUS {{ ?entry {RETIRED} }}"
LINKS = (
    f"?by snag:hasWitnessLink ?x MINUS {{ ?entry snag:hasClaim ?by ; {RETIRED} }} "
    f"MINUS {{ ?by snag:fromIssue ?from . ?from {RETIRED} }} "
    f"MINUS {{ ?by snag:toIssue ?to . ?to {RETIRED} }}"
)
IN_USE = (
    f"?by {WITNESS} ?x . {QUOTES} MINUS {{ ?entry snag:hasClaim ?by ; {RETIRED} }} "
    f"MINUS {{ ?by snag:fromIssue ?from . ?from {RETIRED} }}"
)
OF_ISSUE = "?x (snag:hasClaim|^snag:fromIssue)/%s ?witness"
OF_STRATEGY = (
    "{ ?x snag:hasClaim ?says } UNION { ?says snag:usesStrategy ?x "
    f"MINUS {{ ?gone snag:hasClaim ?says ; {RETIRED} }} }} ?says %s ?witness"
)
"""What quotes or findings bear out; an issue by its arrows, too, a strategy by what issues say."""


def published_only(of: str) -> str:
    """What a finding bears out, and no quote."""
    of_quotes = (of % BY_QUOTE).replace("?witness", "?quote").replace("?says", "?said")
    return f"{{ {of % BY_FINDING} }} MINUS {{ {of_quotes} }}"


TOLD_ISSUES = f"{OF_ISSUE % BY_QUOTE} . {LIVE}"

GAPS = {
    "issues without cause": f"{LIVE} MINUS {{ ?x snag:hasClaim/a snag:Cause }} "
    "MINUS { ?other snag:leadsDirectlyTo ?x ; snag:hasStatus ?s "
    "FILTER(?s != snag:statusRetired) }",
    "issues without detection": f"{LIVE} MINUS {{ ?x snag:hasClaim/a snag:Detection }}",
    "issues without mitigation": f"{LIVE} MINUS {{ ?x a snag:TreatedIssue }}",
    "mitigations without outcome": f"{MITIGATIONS} ?x snag:hasOutcome snag:outcomeNotTold",
    "mitigations untried": f"{MITIGATIONS} ?x snag:hasOutcome snag:outcomeUntried",
    "mitigations proposed": f"{MITIGATIONS} ?x snag:hasOutcome snag:outcomeProposed",
    "mitigations failed": f"{MITIGATIONS} ?x snag:hasOutcome snag:outcomeFailed",
    "strategies without cost": f"{STRATEGIES} MINUS {{ ?x snag:hasClaim/a snag:Cost }} "
    "MINUS { ?claim snag:usesStrategy ?x ; snag:costTold ?cost . ?issue snag:hasClaim ?claim ; "
    "snag:hasStatus ?s FILTER(?s != snag:statusRetired) }",
    "arrows inferred": f"{ARROWS} ?x snag:concludedByEditors true",
    "issues without counterpart": f"{TOLD_ISSUES} ?x snag:noCounterpartIn <study>",
    "concepts without witness": f"{FOUND_BY_THE_STUDY} MINUS {{ ?issue snag:hasMapping/snag:mapsTo "
    f"?x ; snag:hasStatus ?s ; (snag:hasClaim|^snag:fromIssue)/{BY_QUOTE} ?quote "
    "FILTER(?s != snag:statusRetired) }",
    "turns without quote": f"{PARTICIPANTS_TURNS} MINUS {{ ?quote snag:inTurn ?x }}",
    "topics declined": "?x a snag:DeclinedTopic",
    "quotes without use": f"{QUOTES} MINUS {{ {IN_USE} }} "
    "MINUS { ?topic a snag:DeclinedTopic ; snag:witnessedBy ?x }",
}
"""For each count of the page of gaps that these definitions decide, what it counts."""

SENTENCES = {
    "No cause is reported.": "issues without cause",
    "No way of noticing it is reported.": "issues without detection",
    "Nothing is reported to have been tried.": "issues without mitigation",
}
"""What the page of an issue says where a gap counts it."""


def selected(site: FlaskClient, pattern: str) -> list[str]:
    query = f"SELECT DISTINCT ?x WHERE {{ {pattern} }} ORDER BY ?x"
    answer = site.get("/sparql", query_string={"query": query, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return [unquote(line).rpartition("/id/")[2] for line in answer.text.split()[1:]]


@pytest.mark.parametrize("name", GAPS)
def test_gaps_count_what_a_query_counts(site: FlaskClient, name: str) -> None:
    counts = site.get("/gaps.json").get_json()["counts"]
    assert counts[name] == len(selected(site, GAPS[name]))


@pytest.mark.parametrize("sentence", each_in_ci(SENTENCES, 3))
def test_an_issue_says_of_itself_what_a_query_says(
    site: FlaskClient, shipped: Snapshot, sentence: str
) -> None:
    saying = [one.id for one in shipped.catalogue.live_issues if sentence in page(site, one.id)]
    assert saying == selected(site, GAPS[SENTENCES[sentence]])
    assert saying


def page(site: FlaskClient, identifier: str) -> str:
    return site.get(f"/issues/{identifier}").text


@pytest.mark.parametrize(("key", "term"), [("issues", "answers"), ("notices", "notices")])
def test_strategies_answer_and_notice_what_a_query_says(
    site: FlaskClient, shipped: Snapshot, key: str, term: str
) -> None:
    rows = site.get("/strategies.json").get_json()["strategies"]
    assert any(row[key] for row in rows)
    for row in rows:
        assert sorted(row[key]) == selected(
            site, f"<{row['id']}> snag:{term} ?x MINUS {{ ?x {RETIRED} }}"
        )


@pytest.mark.thorough
def test_an_entry_stands_on_as_many_quotes_everywhere(site: FlaskClient, shipped: Snapshot) -> None:
    searched = {hit["id"]: hit["quote_count"] for hit in hits(site)}
    for entry in (*shipped.catalogue.live_issues, *shipped.catalogue.live_strategies):
        asked = selected(site, f"<{entry.id}> {CITED} ?x . {QUOTES}")
        found = selected(site, f"<{entry.id}> {CITED} ?x . {FINDINGS}")
        kind = "issues" if entry.id.startswith("SNAG") else "strategies"
        view = site.get(f"/{kind}/{entry.id}.json").get_json()
        numbers = (searched[entry.id], len(view["quotes"]), view["evidence"]["quote_count"])
        assert numbers == (len(asked),) * 3, entry.id
        published = (len(view["findings"]), view["evidence"]["finding_count"])
        assert published == (len(found),) * 2, entry.id


def hits(site: FlaskClient) -> Iterator[dict[str, object]]:
    for kind in ("issue", "strategy"):
        yield from site.get(f"/search.json?type={kind}&size=100").get_json()["hits"]


def test_a_reported_incoming_arrow_is_a_cause(shipped: Snapshot) -> None:
    catalogue: Catalogue = shipped.catalogue
    arrows = catalogue.live_arrows
    start, arrow = next(pair for pair in arrows if not pair[1].inferred)
    others = [issue for issue in catalogue.issues if issue.id not in (start.id, arrow.issue)]
    uncaused = replace(
        catalogue.find(Issue, arrow.issue),
        claims=tuple(c for c in catalogue.find(Issue, arrow.issue).claims if c.type != "cause"),
    )
    alone = [replace(issue, leads_to=()) for issue in others]
    led_to = replace(catalogue, issues=(*alone, start, uncaused))
    assert led_to.has_cause(uncaused)
    inferred = replace(start, leads_to=(replace(arrow, witnesses=()),))
    assert not replace(catalogue, issues=(*alone, inferred, uncaused)).has_cause(uncaused)


OF_ISSUES = {
    "category": "?x snag:hasCategory <category/{}>",
    "kind": "?x snag:hasKind <category/{}>",
    "phase": "?x snag:hasPhase <phase/{}>",
    "source": "?x snag:drawsOn <source/{}>",
    "artefact": "?x snag:affects <artefact/{}>",
    "quality": "?x snag:hasClaim/snag:impairs/skos:broader* <quality/{}>",
    "stakeholder": "?x snag:hasClaim/snag:feltBy <stakeholder/{}>",
    "system": f"?x (snag:hasClaim|^snag:fromIssue)/{WITNESS}/snag:aboutSystem <system/{{}}>",
    "interview": f"?x (snag:hasClaim|^snag:fromIssue)/{WITNESS}/snag:quotedFrom <{{}}>",
    "evidence": OF_ISSUE,
}
OF_STRATEGIES = {
    "interview": f"?x (snag:hasClaim|^snag:usesStrategy)/{WITNESS}/snag:quotedFrom <{{}}>",
    "strategy-kind": "?x snag:hasKind <strategy-kind/{}>",
    "phase": "?x snag:hasPhase <phase/{}>",
    "evidence": OF_STRATEGY,
}
"""What a list has where it is narrowed so."""
OF_PUBLICATIONS = {
    "evidence-kind": "?x snag:hasFinding/snag:hasEvidenceKind <evidence/{}>",
    "year": '?x dcterms:date "{}"',
}


def narrowed(of: dict[str, str], facet: str, value: str) -> str:
    """What a list has where this value of a facet is chosen."""
    if facet == "evidence":
        paths = {"told": [BY_QUOTE], "published": [BY_FINDING], "both": [BY_QUOTE, BY_FINDING]}[
            value
        ]
        return " ".join(f"FILTER EXISTS {{ {of[facet] % path} }}" for path in paths)
    return of[facet].format(value)


OF_ENTRIES = {
    "evidence": f"<{{}}> (snag:hasClaim|^snag:fromIssue)/{WITNESS} ?x",
    "why": f"<{{}}> (snag:hasClaim|^snag:fromIssue)/{WITNESS} ?x",
    "how": f"<{{}}> snag:hasClaim/{WITNESS} ?x",
    "answers": f"<{{}}> snag:answers ?x MINUS {{{{ ?x {RETIRED} }}}}",
    "notices": f"<{{}}> snag:notices ?x MINUS {{{{ ?x {RETIRED} }}}}",
}
"""What the places of an entry hold, by the anchors that numbers lead to."""

NOUNS = [
    "issue",
    "strategy",
    "strategies",
    "quote",
    "interview",
    "turn",
    "question",
    "topic",
    "change",
    "arrow",
    "mitigation",
    "finding",
    "publication",
]
NOUN = rf"(?:{'|'.join(NOUNS)})s?(?: of the (?:study|participants))?"
NUMBER = re.compile(rf"(\d[\d,]*)(?: ({NOUN}))?")
SAID = re.compile(rf"(?<![\w.#-])(\d[\d,]*(?: of \d[\d,]*)? {NOUN})(?![\w-])")
"""A number as a link has it, and as a sentence has it."""

Counted = Callable[[str], int]


class Page(HTMLParser):
    """What the main part of a page says of its own: its links, and its words without them."""

    OTHERS = frozenset(
        ("quote", "gloss", "note", "story", "words", "study", "perma", "ln", "facets")
    )
    """Classes of what others said, or what counts nothing; facets have a test of their own."""

    VOID = frozenset(("input", "br", "img", "meta", "link", "hr"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.words = ""
        self._skipped = 0
        self._link: str | None = None
        self.feed(html.split("<main")[1].split("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        skipped = tag in ("script", "svg", "pre") or self.OTHERS & set(
            given.get("class", "").split()
        )
        if (self._skipped or skipped) and tag not in self.VOID:
            self._skipped += 1
        elif tag == "a":
            self._link = given.get("href", "")
            self.links.append(("", self._link))
        elif tag not in ("span", "strong", "code", "time"):
            self.words += " | "

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._link is None:
            self.words += data
        else:
            self.links[-1] = (self.links[-1][0] + data, self._link)


@pytest.fixture(scope="module")
def counted(site: FlaskClient) -> Counted:
    """How many things a pattern selects; each is asked once."""
    known: dict[str, int] = {}

    def count(pattern: str) -> int:
        if pattern not in known:
            known[pattern] = len(selected(site, pattern))
        return known[pattern]

    return count


def held(address: str, href: str, noun: str) -> str | None:
    """What is counted behind a link: a pattern, or None for a link that is no count."""
    parts = urlsplit(href)
    path, chosen = parts.path or urlsplit(address).path, dict(parse_qsl(parts.query))
    name = path.rpartition("/")[2]
    if path in ("/issues", "/strategies"):
        lists = (LIVE, OF_ISSUES) if path == "/issues" else (STRATEGIES, OF_STRATEGIES)
        return " . ".join((*(narrowed(lists[1], k, v) for k, v in chosen.items()), lists[0]))
    if path == "/publications":
        return " . ".join(
            (*(OF_PUBLICATIONS[k].format(v) for k, v in chosen.items()), PUBLICATIONS)
        )
    if path.startswith("/publications/"):
        return f"<{name}> snag:hasFinding ?x"
    witnesses = FINDINGS if noun.startswith("finding") else QUOTES
    if path == "/search":
        return {"quote": QUOTES}[chosen["type"]]
    if path == "/interviews":
        return "?x a snag:Interview"
    if path.startswith("/issues/") and parts.fragment.startswith("to-"):
        return f"<{name}-{parts.fragment}> {WITNESS} ?x . {witnesses}"
    if path.startswith(("/issues/", "/strategies/")) and parts.fragment in OF_ENTRIES:
        # A strategy says how it was done; an issue has no such place.
        of_entry = OF_ENTRIES[parts.fragment].format(name)
        return (
            of_entry
            if "snag:answers" in of_entry or "snag:notices" in of_entry
            else (f"{of_entry} . {witnesses}")
        )
    if path.startswith("/interviews/") and not parts.fragment:
        of = {"quote": f"{QUOTES} ; snag:quotedFrom <{name}>"}
        return of.get(noun.rstrip("s"), "?x a snag:Interview")
    return {"not-told": "?x a snag:DeclinedTopic"}.get(parts.fragment)


def addresses(shipped: Snapshot) -> Iterator[str]:
    """One of every kind of page that counts, and every fifth of its sort, or each when thorough."""
    yield from ("/", "/issues", "/issues?phase=operation", "/issues?category=trust", "/strategies")
    yield from ("/matrix", "/map", "/gaps", "/questions", "/interviews", "/interviews/I07")
    yield from ("/changes", "/about", "/categories", "/publications", "/issues?evidence=told")
    step = times(5, 1)
    yield from (f"/publications/{work.id}" for work in shipped.catalogue.publications[::step])
    for scheme in shipped.catalogue.schemes:
        if scheme.id in TOPICS:
            yield f"/{TOPICS[scheme.id]}"
            yield from (f"/{TOPICS[scheme.id]}/{concept.id}" for concept in scheme.concepts[::step])
        if scheme.id == "category":
            yield from (f"/categories/{concept.id}" for concept in scheme.top())
    for entry in shipped.catalogue.entries[::step]:
        yield f"/{'issues' if entry.id.startswith('SNAG') else 'strategies'}/{entry.id}"


@pytest.mark.thorough
@pytest.mark.repeated
def test_every_number_that_is_a_link_counts_what_it_leads_to(
    site: FlaskClient, shipped: Snapshot, counted: Counted
) -> None:
    wrong, tried = [], 0
    for address in addresses(shipped):
        for text, href in Page(site.get(address).text).links:
            for number, noun in NUMBER.findall(" ".join(text.split())):
                if not re.fullmatch(rf"(?:{NUMBER.pattern}(?:, )?)+", " ".join(text.split())):
                    continue
                pattern = held(address, href, noun)
                if pattern and noun.startswith("turn"):
                    pattern = "?x a snag:Turn"
                if pattern:
                    tried += 1
                    if int(number.replace(",", "")) != counted(pattern):
                        wrong.append((address, text, href, counted(pattern)))
    assert not wrong
    assert tried > times(150, 1_000)


NOTES = "?entry skos:changeNote ?note BIND(MD5(CONCAT(STR(?entry), STR(?note))) AS ?x)"
ARROW_AT = f"{{{{ ?a snag:{{}} ?x ; snag:{{}} ?other MINUS {{{{ ?other {RETIRED} }}}} }}}}"

SENTENCES_WITH_NUMBERS: dict[str, list[tuple[str, str]]] = {
    "/": [("{} findings", FINDINGS)],
    "/issues": [("{} issues", LIVE)],
    "/publications": [("{} publications", PUBLICATIONS), ("{} findings", FINDINGS)],
    "/issues?phase=operation": [],
    "/strategies": [("{} strategies", STRATEGIES)],
    "/questions": [("{} questions", QUESTIONS)],
    "/map": [
        ("{} arrows", f"{ARROWS} ?x {BY_QUOTE} ?quote"),
        ("{} arrows", f"{ARROWS} {published_only('?x %s ?witness')}"),
        ("{} arrows", f"{ARROWS} ?x snag:concludedByEditors true"),
        (
            "{} issues",
            f"{LIVE} MINUS {{ {ARROW_AT.format('fromIssue', 'toIssue')} UNION "
            f"{ARROW_AT.format('toIssue', 'fromIssue')} }}",
        ),
    ],
    "/matrix": [],
    "/interviews": [("{} findings", FINDINGS)],
    "/interviews/I07": [("{} quotes", IN_USE)],
    "/phases": [],
    "/qualities": [],
    "/qualities/reliability": [],
    "/stakeholders/client": [],
    "/systems/traffic-counting": [],
    "/categories/data": [],
    "/issues/SNAG-001": [],
    "/strategies/FIX-018": [],
}
"""What sentences of pages count, beyond links; every number of a page is in one or the other."""


def said(site: FlaskClient, address: str) -> set[str]:
    """The counts in sentences of a page.

    The picture of an interview has a test of its own, and what folded sections of entries say of
    what is inside has one in ``test_web_entry_views.py``.
    """
    page = re.sub(r'<span class="inside">.*?</span>', "", site.get(address).text)
    words = Page(page).words
    return set(SAID.findall(re.sub(r"the highest bar has [^.]*", "", words)))


@pytest.mark.parametrize("address", SENTENCES_WITH_NUMBERS)
def test_every_number_in_a_sentence_is_counted(
    site: FlaskClient, counted: Counted, address: str
) -> None:
    numbers = {(words, counted(of)) for words, of in SENTENCES_WITH_NUMBERS[address]}
    # Nothing is said of a kind of witness that there is none of.
    expected = {words.format(number) for words, number in numbers if number}
    assert said(site, address) == expected


OF_HOW_MANY = {
    "issues": LIVE,
    "mitigations": MITIGATIONS,
    "strategies": STRATEGIES,
    "arrows": ARROWS,
    "issues of the study": FOUND_BY_THE_STUDY,
    "turns of the participants": PARTICIPANTS_TURNS,
    "quotes": QUOTES,
}


def test_gaps_say_of_how_many(site: FlaskClient, counted: Counted) -> None:
    told = [each for each in said(site, "/gaps") if " of " in each]
    parts = [re.fullmatch(r"(\d+) of (\d+) (.+)", each) for each in told]
    assert len(parts) > 8
    for part in parts:
        assert part
        # What is held against the study is looked for among the issues of its interviews.
        all_of = {counted(OF_HOW_MANY[part[3]])}
        all_of.update({counted(TOLD_ISSUES)} if part[3] == "issues" else ())
        assert int(part[2]) in all_of, part[0]


def test_editions_count_their_changes(
    site: FlaskClient, shipped: Snapshot, counted: Counted
) -> None:
    before = "0"
    view = site.get("/changes.json").get_json()
    totals = {edition["version"]: edition["total"] for edition in view["editions"]}
    for edition in shipped.catalogue.about.editions:
        until = f"{edition.released}: ~"
        within = f'FILTER(STR(?note) > "{before}" && STR(?note) < "{until}")'
        assert totals[edition.version] == counted(f"{NOTES} {within}")
        before = until
    told = {f"{total} changes" for total in (counted(NOTES), *totals.values())}
    # What was new in an edition is said in the words of its day.
    told.update(SAID.findall(" ".join(each["summary"] for each in view["editions"])))
    assert said(site, "/changes") == told


def test_the_matrix_counts_what_a_query_counts(site: FlaskClient, counted: Counted) -> None:
    for row in site.get("/matrix.json").get_json()["rows"]:
        of = f"?x snag:hasCategory <category/{row['id']}> ."
        assert row["total"] == counted(f"{of} {LIVE}")
        for cell in row["cells"]:
            phase = f"?x snag:hasPhase <phase/{cell['phase']}> ."
            assert cell["count"] == counted(f"{of} {phase} {LIVE}")


def test_the_lifecycle_at_the_start_has_what_the_phases_have(
    site: FlaskClient, counted: Counted
) -> None:
    for phase in site.get("/index.json").get_json()["phases"]:
        of = f"?x snag:hasPhase <phase/{phase['id']}> . {LIVE}"
        assert len(phase["issues"]) == counted(of)


@pytest.mark.thorough
def test_what_a_list_asks_of_the_graph_is_what_it_shows(
    site: FlaskClient, shipped: Snapshot
) -> None:
    for scheme in shipped.catalogue.schemes:
        for concept in scheme.concepts if scheme.id in TOPICS else ():
            view = site.get(f"/{TOPICS[scheme.id]}/{concept.id}.json").get_json()
            rows = site.get(view["sparql"] + "&format=csv").text.split("\r\n")[1:-1]
            shown = [issue["id"] for issue in view["issues"]]
            assert [row.partition(",")[0].rpartition("/")[2] for row in rows] == shown
            assert view["count"] == len(shown)


def test_search_says_how_many_quotes_an_entry_stands_on(site: FlaskClient) -> None:
    page = Page(site.get("/search?type=issue&size=100").text).words
    told = [int(number) for number in re.findall(r"(?:stands|rests) on (\d+) quote", page)]
    hits = site.get("/search.json?type=issue&size=100").get_json()["hits"]
    assert told == [hit["quote_count"] for hit in hits if hit["quote_count"]]


OUTCOMES = ("worked", "partly", "failed", "not told", "untried", "proposed")


def went(outcome: str) -> str:
    """The mitigations with an outcome."""
    return f"{MITIGATIONS} ?x snag:hasOutcome snag:outcome{outcome.title().replace(' ', '')}"


ABOUT = {
    "counts": {
        "issues": LIVE,
        "strategies": STRATEGIES,
        "retired": f"?x {RETIRED}",
        "interviews": "?x a snag:Interview",
        "quotes": QUOTES,
        "turns": PARTICIPANTS_TURNS,
        "turns_quoted": f"{PARTICIPANTS_TURNS} . ?quote a snag:Quote ; snag:inTurn ?x",
        "declined": "?x a snag:DeclinedTopic",
        "issues_published_only": f"{LIVE} {published_only(OF_ISSUE)}",
        "strategies_published_only": f"{STRATEGIES} {published_only(OF_STRATEGY)}",
        "publications": PUBLICATIONS,
        "findings": FINDINGS,
        "claims": OF_ENTRIES_IN_USE,
        "claims_published_only": f"{OF_ENTRIES_IN_USE} {published_only('?x %s ?witness')}",
        "arrows_reported": f"{ARROWS} ?x {BY_QUOTE} ?quote",
        "arrows_published_only": f"{ARROWS} {published_only('?x %s ?witness')}",
        "arrows_inferred": f"{ARROWS} ?x snag:concludedByEditors true",
        "questions": QUESTIONS,
    },
    "claims": {
        name: f"{OF_ENTRIES_IN_USE} ?x a snag:{term}"
        for name, term in {
            "cause": "Cause",
            "consequence": "Consequence",
            "detection": "Detection",
            "mitigation": "Mitigation",
            "practice": "Practice",
            "cost": "Cost",
            "tradeoff": "TradeOff",
        }.items()
    },
    "standings": {
        name: f"{QUOTES} ; snag:hasStanding snag:standing{name.title()}"
        for name in ("volunteered", "prompted")
    },
    "stances": {
        name: f"{LINKS} ?x snag:withStance snag:stance{name.title()} ; snag:witness/a snag:Quote"
        for name in ("supports", "qualifies", "contradicts")
    },
    "stances_published": {
        name: f"{LINKS} ?x snag:withStance snag:stance{name.title()} ; snag:witness/a snag:Finding"
        for name in ("supports", "qualifies", "contradicts")
    },
    "outcomes": {name: f"{went(name)} ; {BY_QUOTE} ?quote" for name in OUTCOMES},
    "outcomes_published": {name: f"{went(name)} ; {BY_FINDING} ?finding" for name in OUTCOMES},
    "seen": {
        name: f'{FINDINGS} ; snag:sourceSeen "{name}"' for name in ("source", "verbatim-copy")
    },
    "statuses": {
        name: f"?x snag:hasStatus snag:status{name.title()}"
        for name in ("draft", "reviewed", "stable", "retired")
    },
}
"""What each figure of the page about the catalogue counts."""


@pytest.mark.parametrize("group", ABOUT)
def test_figures_about_the_catalogue_are_those_of_the_graph(
    site: FlaskClient, counted: Counted, group: str
) -> None:
    told = site.get("/about.json").get_json()[group]
    withheld = told.pop("withheld", None)
    assert told == {name: counted(pattern) for name, pattern in ABOUT[group].items()}
    if withheld is not None:
        query = "SELECT (SUM(?n) AS ?all) WHERE { ?x a snag:Redaction ; snag:occurrences ?n }"
        answer = site.get("/sparql", query_string={"query": query, "format": "csv"})
        assert answer.text.split()[1:] == [str(withheld)]


@pytest.mark.parametrize("name", ["issues", "strategies"])
@pytest.mark.parametrize("value", ["told", "published", "both"])
def test_the_query_of_a_list_selects_what_its_evidence_does(
    site: FlaskClient, name: str, value: str
) -> None:
    view = site.get(f"/{name}.json?evidence={value}").get_json()
    rows = site.get(view["sparql"] + "&format=csv").text.split("\r\n")[1:-1]
    shown = [each["id"] for each in view[name]]
    assert [row.partition(",")[0].rpartition("/")[2] for row in rows] == shown


def rows_of(address: str, view: dict[str, Any]) -> int:
    """How many rows the query of a page should have."""
    if address == "/map":
        return len(view["picture"]["arrows"])
    if address == "/matrix":
        return sum(1 for row in view["rows"] for cell in row["cells"] if cell["count"])
    return int(view["total"])


@pytest.mark.parametrize("address", ["/map", "/matrix", "/questions", "/publications"])
def test_the_query_of_a_page_counts_what_it_shows(site: FlaskClient, address: str) -> None:
    for chosen in [""] if address == "/publications" else ["", "?evidence=told"]:
        view = site.get(f"{address}.json{chosen}").get_json()
        rows = site.get(view["sparql"] + "&format=csv").text.split("\r\n")[1:-1]
        assert len(rows) == rows_of(address, view), address + chosen


def test_facets_of_lists_count_what_a_query_counts(site: FlaskClient, counted: Counted) -> None:
    tried = 0
    for name, of, all_ in (("issues", OF_ISSUES, LIVE), ("strategies", OF_STRATEGIES, STRATEGIES)):
        for facet, values in site.get(f"/{name}.json").get_json()["facets"].items():
            for value in values if facet in of else ():
                tried += 1
                pattern = f"{narrowed(of, facet, value['value'])} . {all_}"
                assert value["count"] == counted(pattern), (facet, value)
    assert tried > 40


def test_an_interview_counts_its_quotes_by_section_and_category(
    site: FlaskClient, counted: Counted
) -> None:
    page = site.get("/interviews/I07").text
    chosen = re.findall(r'name="shown" value="(\w+)".*?<span class="number">(\d+)</span>', page)
    assert len(chosen) > 5
    for name, number in chosen:
        of = f"{QUOTES} . ?by {WITNESS} ?x . "
        of += "{ ?e snag:hasClaim ?by } UNION { ?by snag:fromIssue ?e } "
        of += f"?e a snag:QualityIssue MINUS {{ ?e {RETIRED} }} "
        pattern = {
            "all": QUOTES,
            "none": f"{QUOTES} MINUS {{ {of} }}",
        }.get(name, f"{of} ?e snag:hasCategory <category/{name}>")
        assert int(number) == counted(pattern), name
    rows = re.findall(r'<th scope="row"><a href="#([\w-]+)">.*?<td>(\d+)</td></tr>', page)
    assert rows
    for section, total in rows:
        assert int(total) == counted(f"{QUOTES} ; snag:inSection <I07-{section}>")


def test_statistics_count_what_a_query_counts(
    site: FlaskClient, counted: Counted, shipped: Snapshot, snapshots: Path
) -> None:
    tables = json.loads(fine("stats", "--json", "--catalog", CATALOG, "--data", snapshots))
    things = tables["things"]
    assert things["issues"] == counted(LIVE)
    assert things["strategies"] == counted(STRATEGIES)
    assert things["retired"] == counted(f"?x {RETIRED}")
    assert things["quotes"] == counted(QUOTES)
    assert things["claims"] == counted(OF_ENTRIES_IN_USE)
    for name, count in tables["issues by category"].items():
        assert count == counted(f"?x snag:hasCategory <category/{name}> . {LIVE}")
    for name, count in tables["strategies by kind"].items():
        assert count == counted(f"?x snag:hasKind <strategy-kind/{name}> . {STRATEGIES}")
    for name, count in tables["claims by type"].items():
        assert count == counted(ABOUT["claims"][name])
    for label, name in (("reported in an interview", "told"), ("published finding", "published")):
        issues = f"{narrowed(OF_ISSUES, 'evidence', name)} . {LIVE}"
        assert tables["issues by evidence"][label] == counted(issues)
        strategies = f"{narrowed(OF_STRATEGIES, 'evidence', name)} . {STRATEGIES}"
        assert tables["strategies by evidence"][label] == counted(strategies)
    assert sum(tables["findings by evidence"].values()) == counted(FINDINGS)
    for name, count in tables["quotes by standing"].items():
        assert count == counted(ABOUT["standings"][name])
    for name, pattern in GAPS.items():
        assert tables["gaps"][name] == counted(pattern), name
