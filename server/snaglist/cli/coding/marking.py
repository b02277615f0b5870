"""``snag code add``, ``memo``, ``remove`` and ``hand-in``: a coder's own codings."""

from typing import Any

import click

from snaglist.cli.coding.shared import (
    chosen_day,
    coder_option,
    shortened,
    standing_option,
    today_option,
)
from snaglist.cli.interview.changing import tell_done
from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.coding.desk import CodingDesk
from snaglist.coding.marking import mark
from snaglist.model.coding_sheet import Marking
from snaglist.model.interview import Standing
from snaglist.settings import Settings


@click.command()
@click.argument("interview", metavar="ID")
@click.argument("words")
@click.option("--code", "codes", multiple=True, help="An issue, a strategy, a code; repeatable.")
@click.option("--new", multiple=True, metavar="NAME", help="A new code of codebook.yaml.")
@click.option("--line", type=int, help="Which line, where the words occur in several.")
@click.option("--at", type=int, help="Which code point they start at, where a line has several.")
@click.option("-i", "--ignore-case", is_flag=True, help="Take capitals and small letters as one.")
@standing_option
@click.option("--memo", help="What you think of it.")
@coder_option
@today_option
@json_option
@with_settings
def add(
    settings: Settings,
    interview: str,
    words: str,
    codes: tuple[str, ...],
    new: tuple[str, ...],
    line: int | None,
    at: int | None,
    ignore_case: bool,
    standing: str | None,
    memo: str | None,
    coder: str | None,
    today: Any,
    as_json: bool,
) -> None:
    """Code words of an interview. White space may differ, nothing else. Words that you coded
    before get further codes.

    Example: snag code add I12 "nobody saw it" --code SNAG-002 --new "Silent failure" --coder ana
    """
    desk = CodingDesk(settings.catalog)
    marking = Marking(
        words=words,
        codes=codes,
        new=new,
        line=line,
        at=at,
        ignore_case=ignore_case,
        standing=Standing(standing) if standing else None,
        memo=memo,
    )
    coding, place = mark(desk, interview, desk.coder(coder).id, marking, chosen_day(today))
    desk.changes.write()
    if as_json:
        print_json(coding.model_dump(mode="json", exclude_none=True))
    else:
        where = f"{interview} line {place.line}"
        click.echo(f"{coding.id}  {where}  {', '.join(coding.codes)}: {shortened(coding.exact)}")


@click.command()
@click.argument("coding", metavar="CODING")
@click.argument("text")
@coder_option
@with_settings
def memo(settings: Settings, coding: str, text: str, coder: str | None) -> None:
    """Write down what you think of a coding; an empty text takes the memo out.

    Example: snag code memo c3f9a2c1b07 "The same as in I07?" --coder ana
    """
    desk = CodingDesk(settings.catalog)
    file = desk.file_of(coding, desk.coder(coder).id)
    file.replace(coding, memo=text.strip() or None)
    desk.changes.write()
    tell_done(desk.changes, dry_run=False)


@click.command()
@click.argument("codings", metavar="CODING...", nargs=-1, required=True)
@coder_option
@with_settings
def remove(settings: Settings, codings: tuple[str, ...], coder: str | None) -> None:
    """Take codings out; those that were handed in stay.

    Example: snag code remove c3f9a2c1b07 --coder ana
    """
    desk = CodingDesk(settings.catalog)
    for each in codings:
        desk.file_of(each, desk.coder(coder).id).remove(each)
    desk.changes.write()
    tell_done(desk.changes, dry_run=False)


@click.command("hand-in")
@click.argument("interview", metavar="ID")
@coder_option
@today_option
@with_settings
def hand_in(settings: Settings, interview: str, coder: str | None, today: Any) -> None:
    """Say that you are done with an interview. When everybody who codes it is, all can see what the
    others coded; what was handed in stays as it is.

    Example: snag code hand-in I12 --coder ana
    """
    desk = CodingDesk(settings.catalog)
    who = desk.coder(coder).id
    awaited = [name for name in desk.awaited(interview, who) if name != who]
    desk.open(interview, who).hand_in(chosen_day(today))
    desk.changes.write()
    tell_done(desk.changes, dry_run=False)
    click.echo(
        f"Still to hand in: {', '.join(awaited)}." if awaited else "Everybody has handed in."
    )
