"""The reference of a publication as people read it."""

from snaglist.model.publication import Creator, Publication


def inverted_name(creator: Creator) -> str:
    """``Northcutt, C. G.``; an organisation's name as it is."""
    return f"{creator.family}, {creator.given}" if creator.given else creator.family


def full_reference(publication: Publication) -> str:
    """Authors, year, title, where it stands, and the number or address by which it is found."""
    who = listed_authors(publication)
    where = ", ".join(filter(None, (_venue(publication), publication.identifier)))
    found = publication.address or ""
    parts = (f"{who} ({publication.year})", publication.title, where, found)
    return ". ".join(part.rstrip(".") for part in parts if part) + ("" if found else ".")


def listed_authors(publication: Publication) -> str:
    """All authors that are known, and that there are others."""
    names = [inverted_name(author) for author in publication.authors]
    if publication.others:
        return "; ".join([*names, "and others"])
    return " and ".join(["; ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _venue(publication: Publication) -> str:
    volume = publication.volume or ""
    if publication.number:
        volume += f"({publication.number})"
    return ", ".join(
        part
        for part in (
            " ".join(filter(None, (publication.venue, volume))),
            publication.pages,
        )
        if part
    )
