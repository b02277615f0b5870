"""``snag bench search``."""

from pathlib import Path

import click

from snaglist.cli.options import as_json, knowledge, print_json, with_settings
from snaglist.index.plain import plain_search
from snaglist.index.query import Query
from snaglist.knowledge.judging import Score, judge, read_judged
from snaglist.settings import Settings
from snaglist.snapshot.knowledge import Knowledge
from snaglist.snapshot.place import INDEX_FOLDER


@click.group(name="bench")
def command() -> None:
    """Measure how good the product is at what it does.

    Example: snag bench search tests/golden/searches.yaml
    """


@command.command("search")
@click.argument("queries", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_settings
@as_json
def search(settings: Settings, queries: Path, as_json: bool) -> None:
    """Ask every query of a YAML file and see how soon a right entry comes.

    The file has sorts of queries, and below each a list of [words, entry, entry …]. Printed beside
    it is plain BM25 over the same texts.

    Example: snag bench search tests/golden/searches.yaml
    """
    known = knowledge(settings)
    entries = {entry.id for entry in known.catalogue.entries}
    judged = read_judged(queries, entries)
    scores = {
        "snaglist": judge(judged, lambda words, size: _found(known, words, size)),
        "plain BM25": judge(
            judged, lambda words, size: plain_search(known.folder / INDEX_FOLDER, words, size)
        ),
    }
    known.close()
    if as_json:
        print_json({name: _figures(score) for name, score in scores.items()})
    else:
        _print(scores)


def _found(known: Knowledge, words: str, size: int) -> list[str]:
    return [hit.id for hit in known.search(Query(words=words, size=size)).hits]


def _figures(score: Score) -> dict[str, object]:
    return {
        "queries": len(score.answers),
        "mean_reciprocal_rank": round(score.reciprocal_rank, 4),
        "in_first_three": round(score.in_three, 4),
        "not_first": [
            {"words": each.asked.words, "place": each.place, "right": list(each.asked.right)}
            for each in score.answers
            if each.place != 1
        ],
    }


def _print(scores: dict[str, Score]) -> None:
    ours = scores["snaglist"]
    click.echo(f"{'':<12}{'queries':>8}" + "".join(f"{name:>14}" for name in scores))
    kinds = dict.fromkeys(each.asked.kind for each in ours.answers)
    for kind in kinds:
        ranks = "".join(f"{score.of(kind).reciprocal_rank:>14.3f}" for score in scores.values())
        click.echo(f"{kind:<12}{len(ours.of(kind).answers):>8}{ranks}")
    for title, reached in (
        ("all", [score.reciprocal_rank for score in scores.values()]),
        ("in three", [score.in_three for score in scores.values()]),
    ):
        figures = "".join(f"{value:>14.3f}" for value in reached)
        click.echo(f"{title:<12}{len(ours.answers):>8}{figures}")
    click.echo("Mean reciprocal rank; in three: share with a right entry among the first three.")
    for each in ours.answers:
        if each.place is None or each.place > 1:
            click.echo(f"  {each.place or 'none'}: {each.asked.words}")
