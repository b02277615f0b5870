"""A small catalogue by hand: two issues, a strategy, and an interview with crossing quotes."""

from datetime import date

from snaglist.model.catalogue import About, Catalogue
from snaglist.model.edge import Edge, Instrument, Pointer
from snaglist.model.entry import (
    Arrow,
    Change,
    Claim,
    ClaimType,
    EntryStatus,
    Issue,
    Mapping,
    NotWhen,
    Outcome,
    Relation,
    ReviewQuestion,
    Strategy,
)
from snaglist.model.interview import (
    Declined,
    Interview,
    Quote,
    Redaction,
    Section,
    Speaker,
    SpeakerRole,
    Standing,
    Study,
    Turn,
)
from snaglist.model.publication import (
    Creator,
    Figure,
    Finding,
    Publication,
    PublicationKind,
    Seen,
)
from snaglist.model.scheme import Concept, ConceptScheme
from snaglist.model.text import make_selector
from snaglist.model.vocabulary import (
    LookUp,
    OutsideMapping,
    OutsideTerm,
    TermKind,
    Vocabulary,
)
from snaglist.model.witness import Stance, Witness

SCRIPT = "<script>alert(1)</script>"

TRANSCRIPT = f"""\
Interviewer: My name is [interviewer 1]. What goes wrong?
Data scientist: A sensor stops and nobody notices, é {SCRIPT} 😀 you know.
It was a week, so there were big holes in the data.
Interviewer: And then?
Data scientist: We threw the month away.
"""

WORDS = {
    "I07-Q001": "A sensor stops and nobody notices",
    "I07-Q002": "stops and nobody notices, é",
    "I07-Q003": f"{SCRIPT} 😀 you know.\nIt was a week",
    "I07-Q004": "a week",
    "I07-Q005": "We threw the month away",
    "I07-Q006": "A sensor",
}
"""Quotes 1 and 2 cross, 4 lies in 3, which goes over a line, and 1 and 6 begin together."""


def turn(number: int, speaker: str, section: str, words: str) -> Turn:
    """A turn that begins with ``words`` and goes on to the next label."""
    start = TRANSCRIPT.index(words)
    ends = [TRANSCRIPT.find(label, start) for label in ("\nInterviewer:", "\nData scientist:")]
    end = min([end for end in ends if end >= 0], default=len(TRANSCRIPT) - 1)
    return Turn(
        id=f"I07-T{number:03}",
        speaker=speaker,
        section=section,
        start=start,
        end=end,
        line=TRANSCRIPT.count("\n", 0, start) + 1,
        text=TRANSCRIPT[start:end],
    )


TURNS = (
    turn(1, "interviewer-1", "introduction", "My name"),
    turn(2, "interviewee", "data-collection", "A sensor"),
    turn(3, "interviewer-1", "data-collection", "And then"),
    turn(4, "interviewee", "data-collection", "We threw"),
)


def quote(identifier: str) -> Quote:
    """One of ``WORDS`` as a quote."""
    start = TRANSCRIPT.index(WORDS[identifier])
    place = next(turn for turn in TURNS if turn.start <= start < turn.end)
    return Quote(
        id=identifier,
        interview="I07",
        selector=make_selector(TRANSCRIPT, start, start + len(WORDS[identifier])),
        speaker="interviewee",
        standing=Standing.VOLUNTEERED,
        question="I07-T001",
        gloss="the <b>gloss</b>" if identifier == "I07-Q002" else None,
        about=("traffic-counting",),
        coder="Snaglist editors",
        turn=place.id,
        section=place.section,
        line=TRANSCRIPT.count("\n", 0, start) + 1,
    )


INTERVIEW = Interview(
    id="I07",
    title=f"A data scientist {SCRIPT}",
    study="cote-2023",
    date="DATE",
    participant="data scientist",
    experience="Years.",
    domains=("city",),
    speakers=(
        Speaker(id="interviewer-1", role=SpeakerRole.INTERVIEWER, label="Interviewer 1"),
        Speaker(id="interviewee", role=SpeakerRole.PARTICIPANT, label="data scientist"),
    ),
    sections=(
        Section(id="introduction", title="Introduction", line=1),
        Section(id="data-collection", title="Data collection", line=2),
    ),
    redactions=(Redaction(line=1, placeholder="[interviewer 1]", kind="a name", count=1),),
    declined=(Declined(topic="Drift", quote="I07-Q005", note="Never met."),),
    licence="None stated.",
    consent="Published by the study.",
    transcription="Automatic.",
    transcript=TRANSCRIPT,
    sha256="0" * 64,
    turns=TURNS,
    quotes=tuple(quote(identifier) for identifier in WORDS),
)

HISTORY = (Change(on=date(2026, 11, 23), what="First written."),)

SILENT = Issue(
    id="SNAG-001",
    title=f"A sensor stops and nobody notices {SCRIPT}",
    also_called=("silent sensor failure",),
    definition="A device stops, and the stop comes to light late.",
    kind="completeness",
    phases=("data-collection", "operation"),
    status=EntryStatus.REVIEWED,
    use_when="Devices run unattended.",
    not_when=(NotWhen(text="The hole itself matters.", see="SNAG-002"),),
    claims=(
        Claim(
            id="SNAG-001-C1",
            type=ClaimType.CAUSE,
            text="It broke.",
            witnesses=(
                Witness(quote="I07-Q001"),
                Witness(finding="P001-F1", note="Of two kinds of sensor."),
            ),
        ),
        Claim(
            id="SNAG-001-C2",
            type=ClaimType.CONSEQUENCE,
            text="Holes.",
            witnesses=(
                Witness(quote="I07-Q003"),
                Witness(quote="I07-Q004", stance=Stance.QUALIFIES, note="Only in summer."),
            ),
            quality=("completeness",),
            felt_by=("data-scientist",),
        ),
        Claim(
            id="SNAG-001-C3",
            type=ClaimType.MITIGATION,
            text="Raise an alert.",
            witnesses=(Witness(quote="I07-Q002"),),
            strategy="FIX-001",
            outcome=Outcome.PARTLY,
            cost="A week.",
        ),
    ),
    history=HISTORY,
    retired=None,
    body=(
        f"It stopped. {SCRIPT} See SNAG-002, SNAG-404 and `SNAG-002`.\n\n"
        '<img src=x onerror="alert(1)"> [evil](javascript:alert(1)) [good](https://example.org)\n\n'
        "# A heading\n"
    ),
    path="issues/SNAG-001-a-sensor-stops.md",
    category="data",
    sources=("sensor",),
    artefacts=("dataset",),
    leads_to=(
        Arrow(issue="SNAG-002", text="The hole grows.", witnesses=(Witness(quote="I07-Q003"),)),
        Arrow(issue="SNAG-003", text="People stop looking.", witnesses=()),
    ),
    questions=(
        ReviewQuestion(
            text="When did the alert last fire?", claims=("SNAG-001-C3",), phases=("operation",)
        ),
    ),
    mappings=(
        Mapping(to="dq/completeness", relation=Relation.BROAD, why="It is wider.", by="Editors"),
        Mapping(to="dq", relation=Relation.NONE, why="Nothing for silence.", by="Editors"),
    ),
)

HOLES = Issue(
    id="SNAG-002",
    title="Values are missing",
    also_called=("gaps",),
    definition="The gap as it stands in the data.",
    kind="completeness",
    phases=("data-preparation",),
    status=EntryStatus.DRAFT,
    use_when="Fields are empty.",
    not_when=(),
    claims=(
        Claim(
            id="SNAG-002-C1",
            type=ClaimType.MITIGATION,
            text="Discard the month.",
            witnesses=(Witness(quote="I07-Q005"),),
            strategy="FIX-001",
            outcome=Outcome.FAILED,
        ),
    ),
    history=HISTORY,
    retired=None,
    body="",
    path="issues/SNAG-002-values.md",
    category="data",
    sources=("any",),
    artefacts=("dataset",),
    leads_to=(),
    questions=(),
    mappings=(),
)

TRUST = Issue(
    id="SNAG-003",
    title="Users do not trust the result",
    also_called=("distrust",),
    definition="They leave it.",
    kind="acceptance",
    phases=("operation",),
    status=EntryStatus.STABLE,
    use_when="People decide with it.",
    not_when=(),
    claims=(),
    history=HISTORY,
    retired=None,
    body="",
    path="issues/SNAG-003-trust.md",
    category="trust",
    sources=("any",),
    artefacts=("model",),
    leads_to=(),
    questions=(),
    mappings=(),
)

BELL = Strategy(
    id="FIX-001",
    title="Hang a bell",
    also_called=("alert",),
    definition="Something rings when data stays away.",
    kind="detection",
    phases=("operation",),
    status=EntryStatus.STABLE,
    use_when="Silence must be heard.",
    not_when=(NotWhen(text="Nobody is there to hear it.", see=None),),
    claims=(
        Claim(
            id="FIX-001-C1",
            type=ClaimType.PRACTICE,
            text="Ring.",
            witnesses=(Witness(quote="I07-Q002"),),
        ),
        Claim(
            id="FIX-001-C2",
            type=ClaimType.COST,
            text="Time.",
            witnesses=(Witness(quote="I07-Q004"),),
        ),
    ),
    history=HISTORY,
    retired=None,
    body="",
    path="strategies/FIX-001-bell.md",
)


def scheme(identifier: str, *concepts: str) -> ConceptScheme:
    """A scheme; ``completeness<data`` is a concept below ``data``."""
    pairs = [name.partition("<") for name in concepts]
    return ConceptScheme(
        id=identifier,
        title=identifier.capitalize(),
        definition=f"The {identifier} scheme.",
        concepts=tuple(
            Concept(
                id=name,
                scheme=identifier,
                label=name.replace("-", " ").capitalize(),
                definition=f"What {name} means.",
                broader=broader or None,
            )
            for name, _, broader in pairs
        ),
    )


def vocabulary(
    identifier: str, title: str, namespace: str | None, term: OutsideTerm, *mappings: OutsideMapping
) -> Vocabulary:
    """A vocabulary of one term."""
    return Vocabulary(
        id=identifier,
        title=title,
        kept_by=f"Others {SCRIPT}",
        description=f"About {title} {SCRIPT}.",
        version="2",
        licence="https://example.org/licence" if namespace else None,
        licence_name="Example licence",
        homepage=f"https://example.org/{identifier}",
        namespace=namespace,
        looked_up=(
            LookUp(
                repository=f"example/{identifier}",
                path="terms.ttl",
                commit="0" * 40,
                on=date(2026, 11, 28),
            ),
        ),
        terms=(term,),
        mappings=mappings,
    )


def outside(
    vocabulary_id: str,
    subject: str,
    relation: Relation,
    to: str | None,
    why: str,
    reviewer: str = "",
) -> OutsideMapping:
    """A mapping to it."""
    return OutsideMapping(
        subject=subject,
        vocabulary=vocabulary_id,
        relation=relation,
        to=to,
        why=why,
        by="Snaglist editors",
        on=date(2026, 11, 28),
        reviewed_by=reviewer or None,
    )


STOPPED = Publication(
    id="P001",
    title=f"Sensors that stop & {SCRIPT}",
    kind=PublicationKind.CONFERENCE,
    authors=(
        Creator(family="Ätze", given="B. C."),
        Creator(family="Institute for Bells"),
    ),
    others=True,
    year=2021,
    issued=date(2021, 12, 6),
    venue="Bell Conference",
    volume="3",
    number=None,
    pages="10–12",
    identifier=None,
    doi="10.1145/1.2",
    arxiv=None,
    url=None,
    note="The page says 3.4 %.",
    findings=(
        Finding(
            id="P001-F1",
            text="Of 120 sensors in two cities, 3.3 % stopped each month.",
            figures=(Figure(value="3.3 %", what="sensors that stopped, a month"),),
            evidence="audit",
            design="Logs of a year were read",
            population="120 sensors in two cities",
            period="2018 to 2019",
            place="abstract",
            seen=Seen.SOURCE,
        ),
        Finding(
            id="P001-F2",
            text=f"People looked 12 days later. {SCRIPT}",
            figures=(),
            evidence="field-study",
            design="Visits",
            population="One city",
            period=None,
            place="Table 2",
            seen=Seen.VERBATIM,
        ),
    ),
)

BELLS = vocabulary(
    "bells",
    "Bells",
    None,
    OutsideTerm(
        id="B1", vocabulary="bells", label="Bell", kind=TermKind.STRATEGY, iri=None, page=None
    ),
    outside("bells", "FIX-001", Relation.EXACT, "B1", "A bell is a bell.", "A reader"),
    outside("bells", "phase/operation", Relation.NONE, None, "Bells have no phases."),
)
WEATHER = vocabulary(
    "weather",
    "Weather troubles",
    "https://example.org/weather#",
    OutsideTerm(
        id="W7",
        vocabulary="weather",
        label="Reading missing",
        kind=TermKind.ISSUE,
        iri="https://example.org/weather#W7",
        page=None,
    ),
    outside("weather", "SNAG-001", Relation.CLOSE, "W7", "Both lack a reading."),
    outside("weather", "SNAG-002", Relation.IMPAIRS, "W7", f"It does {SCRIPT}."),
)

LEAVES = Instrument(
    id="leaf-list",
    title="The Leaf List",
    kept_by=f"Friends of the Leaf {SCRIPT}",
    version="3",
    url="https://example.org/leaf-list",
    looked_up=date(2026, 11, 27),
)
BEES = Edge(
    id="bees",
    title="Bees that stay away",
    also_called=("pollination", "hive"),
    text=f"Nobody asks whether bees come {SCRIPT}.",
    pointers=(Pointer(instrument="leaf-list", item="L2:2025", what="Visitors"),),
    near=("SNAG-001",),
)

CATALOGUE = Catalogue(
    about=About(
        title="Snaglist",
        description="What goes wrong, and who said so.",
        version="0.1.0",
        licence="https://creativecommons.org/licenses/by/4.0/",
        licence_name="CC BY 4.0",
        creator="Snaglist editors",
        citation="Snaglist editors (2026).",
    ),
    schemes=(
        scheme("category", "data", "trust", "completeness<data", "acceptance<trust"),
        scheme("phase", "data-collection", "data-preparation", "modelling", "operation"),
        scheme("source", "sensor", "any"),
        scheme("strategy-kind", "detection", "recovery"),
        scheme("quality", "completeness"),
        scheme("stakeholder", "data-scientist"),
        scheme("artefact", "dataset", "model"),
        scheme("system", "traffic-counting"),
        scheme("domain", "city"),
        scheme("dq", "completeness"),
        scheme("evidence", "audit", "field-study"),
    ),
    studies=(
        Study(
            id="cote-2023",
            title="Quality issues",
            description="Interviews.",
            citation="Côté et al. 2023",
            url="https://arxiv.org/abs/2306.15007",
            terms="Cite it.",
        ),
    ),
    interviews=(INTERVIEW,),
    issues=(SILENT, HOLES, TRUST),
    strategies=(BELL,),
    vocabularies=(BELLS, WEATHER),
    edges=(BEES,),
    instruments=(LEAVES,),
    publications=(STOPPED,),
)
