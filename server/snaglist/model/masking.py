"""What of an interview may leave: all of it, its quotes, or none of its words.

The loader checks an interview with all its words, and gives on what may leave. Whatever is made of
the model (index, graph, dumps, pages, site) has no other words to give, and needs not ask.
"""

from collections.abc import Iterable
from dataclasses import replace

from snaglist.model.access import Access
from snaglist.model.interview import Interview, Quote, Turn

LEFT_OUT = "…"
"""Stands where words were left out."""


def leaving(interview: Interview) -> Interview:
    """The interview with the words that may leave; all others are left out.

    Places stay: the transcript is as long as it was, in code points and in lines.
    """
    if interview.access is Access.OPEN:
        return interview
    shown = interview.quotes if interview.access is Access.QUOTES_ONLY else ()
    text = masked(interview.transcript, [(q.selector.start, q.selector.end) for q in shown])
    return replace(
        interview,
        transcript=text,
        turns=tuple(_masked_turn(turn, text) for turn in interview.turns),
        quotes=tuple(_masked_quote(quote, interview.access) for quote in interview.quotes),
    )


def masked(text: str, kept: Iterable[tuple[int, int]]) -> str:
    """A text with nothing but what stands in the stretches that are kept, as long as it was.

    Each gap begins with a sign for what is left out; the rest of it are spaces, for the length of a
    word can tell which it was. Lines end where they did.
    """
    shown = bytearray(len(text))
    for start, end in kept:
        shown[start:end] = b"\x01" * (end - start)
    letters, gap = [], False
    for letter, is_shown in zip(text, shown, strict=True):
        if is_shown or letter == "\n":
            letters.append(letter)
            gap = False
        elif not gap and not letter.isspace():
            letters.append(LEFT_OUT)
            gap = True
        else:
            letters.append(" ")
    return "".join(letters)


def has_words(text: str) -> bool:
    """Whether anything is left of a text but signs for what was left out."""
    return bool(text.replace(LEFT_OUT, "").strip())


def _masked_turn(turn: Turn, text: str) -> Turn:
    stretches = tuple(
        replace(part, text=text[part.start : part.start + len(part.text)])
        for part in turn.stretches
    )
    words = "\n".join(part.text for part in stretches)
    return replace(turn, text=words, parts=stretches if turn.parts else ())


def _masked_quote(quote: Quote, access: Access) -> Quote:
    """A quote without the words around it; where all words are withheld, without its own."""
    if access is Access.QUOTES_ONLY:
        return replace(quote, selector=replace(quote.selector, prefix="", suffix=""))
    nothing = masked(quote.selector.exact, ())
    selector = replace(quote.selector, exact=nothing, prefix="", suffix="")
    return replace(quote, selector=selector, gloss=None)
