"""How good the search is, beside plain BM25: ``quality.py [QUERIES] [--json]``; see README.md."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.baseline import Baseline
from benchmarks.evaluation import Score, judge, read_judged

from snaglist.graph.namespaces import OURS
from snaglist.graph.ontology import ontology_files, read_turtle
from snaglist.graph.term import Term
from snaglist.graph.terms import list_terms
from snaglist.index.build import build_index
from snaglist.index.documents import documents
from snaglist.index.engine import open_index
from snaglist.index.query import Query
from snaglist.model.catalogue import Catalogue
from snaglist.settings import shipped_folder
from snaglist.sources.loader import load_catalogue

GOLDEN = Path(__file__).parents[1] / "golden" / "searches.yaml"


def measure(catalogue: Catalogue, terms: tuple[Term, ...], queries: Path) -> dict[str, Score]:
    """The scores of our search and of the baseline on a file of queries."""
    judged = read_judged(queries, {each.id for each in documents(catalogue, terms)})
    with (
        tempfile.TemporaryDirectory() as made,
        Baseline(catalogue) as baseline,
    ):
        build_index(catalogue, Path(made), None, terms)
        with open_index(Path(made)) as index:

            def found(words: str, size: int) -> list[str]:
                return [hit.id for hit in index.search(Query(words=words, size=size)).hits]

            return {"snaglist": judge(judged, found), "plain BM25": judge(judged, baseline.search)}


def figures(score: Score) -> dict[str, object]:
    """A score as JSON has it."""
    return {
        "queries": len(score.answers),
        "mean_reciprocal_rank": round(score.reciprocal_rank, 4),
        "in_first_three": round(score.in_three, 4),
        "not_first": [
            {"words": each.asked.words, "place": each.place, "right": list(each.asked.right)}
            for each in score.answers
            if each.place != 1 and not each.asked.held_back
        ],
    }


def report(scores: dict[str, Score]) -> str:
    """The scores as a table: by sort of query, by part, all."""
    ours = scores["snaglist"]
    lines = [f"{'':<12}{'queries':>8}" + "".join(f"{name:>14}" for name in scores)]
    rows = {kind: [s.of(kind) for s in scores.values()] for kind in ours.kinds}
    rows["tuned on"] = [score.part(held_back=False) for score in scores.values()]
    rows["held back"] = [score.part(held_back=True) for score in scores.values()]
    rows["all"] = list(scores.values())
    for title, found in rows.items():
        ranks = "".join(f"{score.reciprocal_rank:>14.3f}" for score in found)
        lines.append(f"{title:<12}{len(found[0].answers):>8}{ranks}")
    shares = "".join(f"{score.in_three:>14.3f}" for score in scores.values())
    lines.append(f"{'in three':<12}{len(ours.answers):>8}{shares}")
    lines.append("Mean reciprocal rank; in three: share with a right entry among the first three.")
    lines += [
        f"  {each.place or 'none'}: {each.asked.words}"
        for each in ours.answers
        if each.place != 1 and not each.asked.held_back
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table, or JSON; what went wrong is told only of queries that are tuned on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queries", type=Path, nargs="?", default=GOLDEN)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    ontology, _ = read_turtle(ontology_files(shipped_folder("ontology")))
    catalogue, terms = (
        load_catalogue(shipped_folder("catalog")),
        list_terms(ontology, ontology, OURS),
    )
    scores = measure(catalogue, terms, asked.queries)
    if asked.json:
        parts = {
            name: {
                "all": figures(score),
                "tuned_on": figures(score.part(held_back=False)),
                "held_back": figures(score.part(held_back=True)),
            }
            for name, score in scores.items()
        }
        print(json.dumps(parts, indent=1))
    else:
        print(report(scores))


if __name__ == "__main__":
    main()
