"""``snag init``: a catalogue of one's own."""

from pathlib import Path

import click

from snaglist.plurals import count_of
from snaglist.settings import shipped_folder
from snaglist.sources.new_catalogue import NewCatalogue, start_catalogue


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", required=True, help="What pages, dumps and citations call it.")
@click.option(
    "--iri",
    required=True,
    help="What the IRIs of its things begin with, on a domain of yours, up to a slash.",
)
@click.option(
    "--prefix", required=True, help="What the ids of its issues begin with: two to eight capitals."
)
@click.option("--creator", help="Who keeps it, as citations say.  [default: TITLE editors]")
def init(folder: Path, title: str, iri: str, prefix: str, creator: str | None) -> None:
    """Start a catalogue of your own in FOLDER: its names, the schemes that entries need, the
    questions to a project, and no entries yet. It passes snag check.

    Example: snag init kb --title "Acme snags" --iri https://example.org/kb/ --prefix ACME
    """
    named = NewCatalogue(
        title=title.strip(), iri=iri, prefix=prefix, creator=creator or f"{title.strip()} editors"
    )
    files = start_catalogue(folder, named, shipped_folder("catalog"))
    click.echo(
        f"{folder} has {count_of(len(files), 'file')}. Next: snag interview import FILE --id I01 "
        f"--catalog {folder}"
    )
