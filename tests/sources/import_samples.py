"""Transcripts in the shapes that tools write, with words that were made up here."""

import io
import zipfile
from collections.abc import Mapping

TURNS = [
    ("Ann Baker", "So, what went wrong in your project?"),
    ("Dev Rao", "The sensor stopped & nobody saw it, for a week. It was the café’s 🌡."),
    ("Ann Baker", "And then?"),
    ("Dev Rao", "We hung a bell on it, and the bell worked."),
]
"""Who says what in each of the samples."""

TEAMS = """\
WEBVTT

0:0:0.0 --> 0:0:2.250
<v Baker, Ann (Staff)>So, what went wrong in</v>

0:0:-1.-820 --> 0:0:8.970
<v Baker, Ann (Staff)>your project?</v>

0:0:10.20 --> 0:0:14.490
<v Rao, Dev>The sensor stopped &amp; nobody
saw it,</v>

0:0:12.0 --> 0:0:15.0
<v Rao, Dev>for a week. It was the café’s 🌡.</v>

0:0:15.510 --> 0:0:19.20
<v Baker, Ann (Staff)>And then?</v>

0:0:20.0 --> 0:0:21.0
<v Rao, Dev>We hung a bell on it,

and the bell worked.</v>
"""
"""Teams: voices, no ids, times without zeros and below 0, cues that overlap or are cut in two."""

TEAMS_NEW = """\
WEBVTT

b05cbc69-3364-4c0c-a05b-70f360077a3c/7-0
00:00:03.138 --> 00:00:03.618
<v Ann Baker>So, what went wrong in your
project?</v>

b05cbc69-3364-4c0c-a05b-70f360077a3c/19-0
00:00:04.388 --> 00:00:07.128
<v Dev Rao>The sensor stopped &amp; nobody saw it,
for</v>

b05cbc69-3364-4c0c-a05b-70f360077a3c/19-1
00:00:07.128 --> 00:00:07.368
<v Dev Rao>a week. It was the café’s 🌡.</v>

b05cbc69-3364-4c0c-a05b-70f360077a3c/49-0
00:00:08.218 --> 00:00:11.403
<v Ann Baker>And then?</v><v Dev Rao>We hung a bell on it, and the bell worked.</v>
"""

ZOOM = """\
WEBVTT

1
00:00:04.859 --> 00:00:07.410
Ann Baker: So, what went wrong

2
00:00:09.540 --> 00:00:12.990
Ann Baker: in your project?

3
00:00:15.630 --> 00:00:17.760
Dev Rao: The sensor stopped &amp; nobody saw it, for a week.

4
00:00:19.980 --> 00:00:21.240
Dev Rao: It was the café’s 🌡.

5
00:00:24.000 --> 00:00:26.070
Ann Baker: And then?

6
00:00:27.330 --> 00:00:27.870
Dev Rao: We hung a bell on it, and the bell worked.
"""

SRT = """\
1
00:00:01,000 --> 00:00:04,000
Ann Baker: So, what went wrong
in your project?

2
00:00:05,000 --> 00:00:07,000
<i>Dev Rao: The sensor stopped & nobody saw it,</i>
for a week.
3
00:00:08,000 --> 00:00:09,000
Dev Rao: It was the café’s 🌡.

4
00:00:10,000 --> 00:00:11,000
Ann Baker: And then?

5
00:00:12,000 --> 00:00:14,000
Dev Rao: We hung a bell on it, and the bell worked.
"""


def _each(form: str, between: str = "\n") -> str:
    return between.join(form.format(name=name, words=words) for name, words in TURNS) + "\n"


TEXTS = {
    "colon.txt": _each("{name}: {words}"),
    "nbsp.txt": _each("{name}\u00a0: {words}", "\n\n"),
    "full-width.txt": _each("{name}：{words}"),
    "bold.md": _each("**{name}:** {words}", "\n\n"),
    "bracket.txt": _each("[{name}] {words}"),
    "heading.md": _each("### {name}\n\n{words}", "\n\n"),
    "otter.txt": _each("{name}  0:03\n{words}", "\n\n"),
    "otter.md": _each("**{name}** [00:01:02]\n{words}", "\n\n"),
    "alone.txt": _each("{name}\n{words}", "\n\n"),
    "alone-lines.txt": _each("{name}\n{words}"),
    "alone-blanks.txt": _each("{name}\n\n{words}", "\n\n"),
    "word-online.txt": _each("00:00:03 {name}\n{words}"),
    "rev.txt": _each("{name} (00:03):\n{words}", "\n\n"),
    "sonix.txt": _each("{name} [00:00:03]\n{words}"),
    "time-between.txt": _each("{name} [00:00:03] {words}"),
    "zoom.txt": _each("[{name}] 10:03:12\n{words}", "\n\n"),
    "list.txt": _each("- {name}: {words}"),
    "numbers.txt": _each("1. {name}: {words}"),
    "quoted.txt": _each("> {name}: {words}"),
    "chevrons.txt": _each(">> {name}: {words}"),
    "tab.txt": _each("{name}\t{words}"),
    "time-first.txt": _each("[00:19:00] {name}: {words}"),
    "time-after.txt": _each("{name} (00:19:00): {words}"),
    "time-below.txt": _each("[00:19:00]\n{name}: {words} [00:19:07]", "\n\n"),
    "f4.txt": _each("{name}: {words} #00:01:02-3#", "\n\n"),
    "crlf.txt": "\ufeff" + _each("{name}: {words}").replace("\n", "\r\n"),
    "teams.vtt": TEAMS,
    "teams-new.vtt": TEAMS_NEW,
    "zoom.vtt": ZOOM,
    "srt.srt": SRT,
}


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return target.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def docx(body: str, **others: str) -> bytes:
    """A Word file with this body; ``others`` are further parts in word/."""
    root = f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    more = {
        f"word/{name}.xml": f'<w:{name} xmlns:w="{W}">{text}</w:{name}>'
        for name, text in others.items()
    }
    return zipped({"word/document.xml": root, **more})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{escaped(words)}</w:t></w:r></w:p>"


def docx_of_paragraphs() -> bytes:
    """Paragraphs, with an insertion, a deletion, a content control, a tab and a text box."""
    first, second, third, fourth = (f"{name}: {words}" for name, words in TURNS)
    head, tail = second.split("nobody", 1)
    return docx(
        f"<w:sdt><w:sdtContent>{paragraph(first)}</w:sdtContent></w:sdt>"
        f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>'
        f"<w:r><w:t>{escaped(head)}</w:t></w:r>"
        f"<w:del><w:r><w:delText>not a word </w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>nobody</w:t></w:r></w:ins><w:r><w:t>{escaped(tail)}</w:t></w:r></w:p>"
        f"{paragraph(third)}<w:p/>"
        f"<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>{escaped(fourth)}</w:t></w:r></mc:Choice>"
        f"<mc:Fallback><w:r><w:t>{escaped(fourth)}</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
        footnotes="<w:p><w:r><w:t>A footnote.</w:t></w:r></w:p>",
    )


def docx_of_teams() -> bytes:
    """As Teams gives transcripts for Word: a name, a time, a line break and the words."""
    said = "".join(
        f"<w:p><w:r><w:t>{name}</w:t></w:r><w:r><w:t xml:space='preserve'>   0:03</w:t><w:br/>"
        f"<w:t>{escaped(words)}</w:t></w:r></w:p>"
        for name, words in TURNS
    )
    return docx(said)


def docx_of_table() -> bytes:
    """A row for each turn, name and words; those of the last in a table of their own."""
    rows = ""
    for number, (name, words) in enumerate(TURNS):
        said = paragraph(words)
        if number == len(TURNS) - 1:
            said = f"<w:tbl><w:tr><w:tc>{said}</w:tc></w:tr></w:tbl><w:p/>"
        rows += f"<w:tr><w:tc>{paragraph(name)}</w:tc><w:tc>{said}</w:tc></w:tr>"
    return docx(f"<w:tbl>{rows}</w:tbl>")


def odt() -> bytes:
    """Paragraphs with spans, spaces and a comment."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    said = "".join(
        f"<text:p><text:span>{name}</text:span>:<text:s/>{escaped(words)}"
        "<office:annotation><text:p>Not said.</text:p></office:annotation></text:p>"
        for name, words in TURNS
    )
    root = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}">'
        f"<office:body><office:text>{said}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": root})


def rtf() -> bytes:
    """RTF with escapes for what is no ASCII."""

    def letters(words: str) -> str:
        units = [
            int.from_bytes(words.encode("utf-16-le")[at : at + 2], "little")
            for at in range(0, len(words.encode("utf-16-le")), 2)
        ]
        return "".join(
            chr(unit) if unit < 128 else f"\\u{unit - 65536 * (unit > 32767)}?" for unit in units
        )

    said = "\\par\n".join(letters(f"{name}: {words}") for name, words in TURNS)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}\\f0 {said}\\par}}".encode()


def qdpx(*names: str) -> bytes:
    """A REFI-QDA project with these texts, all of the same words."""
    sources = "".join(
        f'<TextSource guid="{n}" name="{name}" plainTextPath="internal://{n}.txt"/>'
        for n, name in enumerate(names)
    )
    project = f'<Project xmlns="urn:QDA-XML:project:1.0"><Sources>{sources}</Sources></Project>'
    texts = {f"sources/{n}.txt": TEXTS["crlf.txt"] for n, _ in enumerate(names)}
    return zipped({"project.qde": project, **texts})


FILES: dict[str, bytes] = {
    **{name: text.encode() for name, text in TEXTS.items()},
    "utf-16.txt": TEXTS["colon.txt"].encode("utf-16"),
    "paragraphs.docx": docx_of_paragraphs(),
    "table.docx": docx_of_table(),
    "teams.docx": docx_of_teams(),
    "text.odt": odt(),
    "text.rtf": rtf(),
    "one.qdpx": qdpx("Talk"),
}
"""Every format, by a file name of its kind."""
