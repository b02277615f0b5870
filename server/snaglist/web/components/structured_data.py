"""What pages say of themselves to search engines: schema.org, as JSON-LD in the page."""

from collections.abc import Sequence
from typing import TypedDict

from snaglist.dataset.distributions import DatasetPart
from snaglist.model.publication import PublicationKind
from snaglist.web.components.breadcrumbs import Crumb
from snaglist.web.components.findings import CreatorView
from snaglist.web.site import Site

WORK_TYPES = {
    PublicationKind.ARTICLE: "ScholarlyArticle",
    PublicationKind.CONFERENCE: "ScholarlyArticle",
    PublicationKind.PREPRINT: "ScholarlyArticle",
    PublicationKind.REPORT: "Report",
    PublicationKind.GUIDE: "Report",
    PublicationKind.INCIDENT: "Report",
    PublicationKind.FILING: "Report",
    PublicationKind.STATUTE: "Legislation",
}
"""What schema.org calls each kind of publication; the others are creative works."""

JsonLd = dict[str, object]
"""An object of JSON-LD; its keys are schema.org's."""


class Work(TypedDict):
    """What is needed of the view of a publication."""

    id: str
    title: str
    kind: str
    authors: list[CreatorView]
    year: int
    issued: str | None
    venue: str | None
    doi: str | None
    address: str | None
    url: str


class DefinedEntry(TypedDict):
    """What is needed of the view of an issue or strategy."""

    id: str
    title: str
    also_called: list[str]
    summary: str
    url: str


def dataset_view(site: Site, base: str, files: bool) -> JsonLd:
    """The catalogue as a dataset that one may have; with ``files``, all of them."""
    published = site.knowledge.publication(base)
    about, facts = published.about, published.facts
    view: JsonLd = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": str(published.dataset(DatasetPart.EVERYTHING)),
        "name": about.title,
        "description": about.description,
        "url": f"{base}/data",
        "version": about.version,
        "license": published.licence(with_words=True),
        "usageInfo": " ".join(published.rights(with_words=True)),
        "citation": about.citation,
        "creator": {"@type": "Organization", "name": about.creator},
        "dateCreated": facts.created,
        "dateModified": facts.modified,
        "inLanguage": "en",
        "isAccessibleForFree": True,
    }
    if files:
        view["distribution"] = [
            {
                "@type": "DataDownload",
                "name": dump.name,
                "description": dump.title,
                "encodingFormat": dump.media_type,
                "contentUrl": str(published.url(dump.name)),
                "contentSize": f"{dump.record.size} B",
                "sha256": dump.record.sha256,
                # No one licence is that of words of interviews, too.
                **({} if dump.has_words and facts.terms else {"license": about.licence}),
            }
            for dump in published.dumps
        ]
    return {key: value for key, value in view.items() if value is not None}


def work_view(site: Site, base: str, work: Work) -> JsonLd:
    """A publication, by the view of its page; its own address is the work's, the page is ours."""
    view: JsonLd = {
        "@context": "https://schema.org/",
        "@type": WORK_TYPES.get(PublicationKind(work["kind"]), "CreativeWork"),
        "@id": _iri(site, work["id"]),
        "name": work["title"],
        "author": [
            {"@type": "Person", "familyName": each["family"], "givenName": each["given"]}
            if each["given"]
            else {"@type": "Organization", "name": each["family"]}
            for each in work["authors"]
        ],
        "datePublished": work["issued"] or str(work["year"]),
        "isPartOf": {"@type": "CreativeWork", "name": work["venue"]} if work["venue"] else None,
        "identifier": f"doi:{work['doi']}" if work["doi"] else None,
        "url": work["address"],
        "subjectOf": {
            "@type": "WebPage",
            "url": f"{base}{work['url'].removeprefix(site.urls.root)}",
        },
    }
    return {key: value for key, value in view.items() if value is not None}


def breadcrumbs_view(site: Site, base: str, crumbs: Sequence[Crumb]) -> JsonLd:
    """The way to a page."""
    return {
        "@context": "https://schema.org/",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb["label"],
                "item": f"{base}{crumb['url'].removeprefix(site.urls.root)}",
            }
            for position, crumb in enumerate(crumbs, start=1)
        ],
    }


def term_view(site: Site, base: str, entry: DefinedEntry) -> JsonLd:
    """An issue or strategy, by the view of its page, as a term of the catalogue."""
    about = site.catalogue.about
    return {
        "@context": "https://schema.org/",
        "@type": "DefinedTerm",
        "@id": _iri(site, entry["id"]),
        "name": entry["title"],
        "alternateName": entry["also_called"],
        "termCode": entry["id"],
        "description": entry["summary"],
        "url": f"{base}{entry['url'].removeprefix(site.urls.root)}",
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": _iri(site, "catalogue"),
            "name": about.title,
            "description": about.description,
            "license": about.licence,
            "url": f"{base}/",
        },
    }


def _iri(site: Site, identifier: str) -> str:
    return str(site.names.thing(identifier))
