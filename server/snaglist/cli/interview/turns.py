"""``snag interview turns`` and ``fix``: who said what, and what is in doubt."""

import click

from snaglist.cli.options import json_option, print_json, with_settings
from snaglist.settings import Settings
from snaglist.sources.corrections import TurnDesk
from snaglist.sources.doubtful import doubtful_turns


@click.command()
@click.argument("interview", metavar="INTERVIEW")
@click.option("--doubtful", is_flag=True, help="Only those whose speaker is in doubt, and why.")
@json_option
@with_settings
def turns(settings: Settings, interview: str, doubtful: bool, as_json: bool) -> None:
    """List the turns of an interview: id, line, speaker, words. With --doubtful those that a person
    should hold against the recording: fragments, sentences that go on at the next speaker,
    questions in an answer, labels inside of a turn, paragraphs without a label. What check finds
    in the transcript comes first.

    Example: snag interview turns I07 --doubtful
    """
    desk = TurnDesk(settings.catalog, interview)
    found = [
        {
            "id": each.turn.id,
            "line": each.line,
            "speaker": each.turn.speaker,
            "doubt": each.doubt.value,
            "words": each.words,
        }
        for each in doubtful_turns(desk.turns, desk.transcript.text, desk.form.speakers)
    ]
    everything = [
        {"id": turn.id, "line": turn.line, "speaker": turn.speaker, "words": turn.text}
        for turn in desk.turns
    ]
    if as_json:
        findings = [str(finding) for finding in desk.findings]
        print_json({"findings": findings, "turns": found if doubtful else everything})
        return
    for finding in desk.findings:
        click.echo(finding)
    for row in found if doubtful else everything:
        words = " ".join(str(row["words"]).split())
        doubt = f"  {row['doubt']}" if doubtful else ""
        click.echo(f"{row['id']}  line {row['line']}  {row['speaker']}{doubt}: {words[:100]}")
    if doubtful and not found and not desk.findings:
        click.echo("No turn is in doubt.")


@click.command()
@click.argument("interview", metavar="INTERVIEW")
@click.argument("turn", metavar="TURN")
@click.option("--speaker", required=True, help="The id of the speaker who said it.")
@click.option("--why", required=True, help="What speaks for it, for whoever reads it later.")
@click.option("--words", help="Words of the turn, where not all of it is another's.")
@with_settings
def fix(
    settings: Settings, interview: str, turn: str, speaker: str, why: str, words: str | None
) -> None:
    """Give a turn, or words of one, to the speaker who said them. Writes the correction into
    interview.yaml; the transcript stays as it is, and so do the quotes.

    Example: snag interview fix I07 T021 --speaker interviewee --why "Answers the question." --words
    "Yeah"
    """
    desk = TurnDesk(settings.catalog, interview)
    for sentence in desk.fix(desk.find(turn), speaker, why, words):
        click.echo(sentence)
