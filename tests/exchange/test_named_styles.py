"""References in the styles asked for by name, held to ones that were written out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from snaglist.exchange.citation_text import with_initials
from snaglist.exchange.named_styles import Reference, chicago, harvard, mla
from snaglist.model.publication import Creator

LEE, MEYER, ROY = (
    Creator(family="Lee-Orr", given="Jean-Luc Ada"),
    Creator(family="Meyer", given="Ida"),
    Creator(family="Roy", given="Z."),
)

ENTRY = Reference(
    authors=(Creator(family="Some editors"),),
    year=2026,
    issued=date(2026, 9, 3),
    title="Bells stay silent",
    container="Snags",
    edition="edition 0.2.0 (2026-09-03)",
    part="SNAG-001",
    url="https://example.org/id/SNAG-001",
    accessed=date(2026, 12, 24),
)
QUOTE = replace(
    ENTRY,
    authors=(LEE, MEYER, ROY),
    year=2023,
    issued=None,
    title="“It rang. Once.” (engineer, line 3)",
    editor="Some editors",
    part="I01-Q001",
)
ARTICLE = Reference(
    authors=(LEE, MEYER),
    year=2021,
    title="Who hears the bell?",
    container="Journal of Bells",
    volume="12",
    issue="3",
    pages="3–10",
    url="https://doi.org/10.1/x",
)
BOOK = Reference(authors=(ROY,), others=True, year=None, title="A report on bells")

AT = "https://example.org/id/SNAG-001"
WRITTEN = {
    (chicago, "entry"): "Some editors. 2026. “Bells stay silent.” SNAG-001 in Snags, edition 0.2.0 "
    f"(2026-09-03). Accessed December 24, 2026. {AT}.",
    (harvard, "entry"): "Some editors (2026) ‘Bells stay silent’, SNAG-001, in Snags, edition "
    f"0.2.0 (2026-09-03). Available at: {AT} (Accessed: 24 December 2026).",
    (mla, "entry"): "Some editors. “Bells stay silent.” Snags, edition 0.2.0 (2026-09-03), "
    f"SNAG-001, 3 Sept. 2026, {AT}. Accessed 24 Dec. 2026.",
    (chicago, "quote"): "Lee-Orr, Jean-Luc Ada, Ida Meyer, and Z. Roy. 2023. “‘It rang. Once.’ "
    "(engineer, line 3).” I01-Q001 in Snags, edited by Some editors, edition 0.2.0 (2026-09-03). "
    f"Accessed December 24, 2026. {AT}.",
    (harvard, "quote"): "Lee-Orr, J.-L.A., Meyer, I. and Roy, Z. (2023) ‘“It rang. Once.” "
    "(engineer, line 3)’, I01-Q001, in Some editors (ed.) Snags, edition 0.2.0 (2026-09-03). "
    f"Available at: {AT} (Accessed: 24 December 2026).",
    (mla, "quote"): "Lee-Orr, Jean-Luc Ada, et al. “‘It rang. Once.’ (engineer, line 3).” Snags, "
    f"edited by Some editors, edition 0.2.0 (2026-09-03), I01-Q001, 2023, {AT}. "
    "Accessed 24 Dec. 2026.",
    (chicago, "article"): "Lee-Orr, Jean-Luc Ada, and Ida Meyer. 2021. “Who hears the bell?” "
    "Journal of Bells 12 (3): 3–10. https://doi.org/10.1/x.",
    (harvard, "article"): "Lee-Orr, J.-L.A. and Meyer, I. (2021) ‘Who hears the bell?’, Journal of "
    "Bells, 12(3), pp. 3–10. Available at: https://doi.org/10.1/x.",
    (mla, "article"): "Lee-Orr, Jean-Luc Ada, and Ida Meyer. “Who hears the bell?” Journal of "
    "Bells, vol. 12, no. 3, 2021, pp. 3–10, https://doi.org/10.1/x.",
    (chicago, "book"): "Roy, Z., et al. n.d. A report on bells.",
    (harvard, "book"): "Roy, Z. et al. (no date) A report on bells.",
    (mla, "book"): "Roy, Z., et al. A report on bells.",
}
REFERENCES = {"entry": ENTRY, "quote": QUOTE, "article": ARTICLE, "book": BOOK}


@pytest.mark.parametrize(("style", "what"), WRITTEN)
def test_a_reference_is_as_the_manual_has_it(style: object, what: str) -> None:
    assert callable(style)
    assert style(REFERENCES[what]) == WRITTEN[style, what] + "\n"


def test_many_authors_are_cut_as_each_style_cuts_them() -> None:
    many = replace(ARTICLE, authors=tuple(Creator(family=f"A{n}", given="B.") for n in range(11)))
    assert chicago(many).startswith("A0, B., B. A1, B. A2, B. A3, B. A4, B. A5, B. A6, et al. 2021")
    assert harvard(many).startswith("A0, B. et al. (2021)")
    assert mla(many).startswith("A0, B., et al. “")


@pytest.mark.parametrize(
    ("given", "initials"), [("P.-O.", "P.-O."), ("Curtis G.", "C.G."), ("É", "É."), ("d'Arc", "d.")]
)
def test_given_names_become_initials(given: str, initials: str) -> None:
    assert with_initials(Creator(family="F", given=given)) == f"F, {initials}"
