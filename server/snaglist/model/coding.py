"""Coding: which passages of interviews a coder marked, and with which codes.

A code is an issue, a strategy, or a code of the codebook that has no entry yet. Codings are no
evidence: a claim rests on quotes, which are promoted from codings.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from snaglist.model.interview import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Somebody who codes; ``name`` is how quotes and exports give them.

    ``interviews`` are those that they are to code, where that was agreed.
    """

    id: str
    name: str
    interviews: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of the codebook, which has no entry of the catalogue yet.

    ``parent`` is the code that it is a kind of: of the codebook, an issue or a strategy.
    """

    id: str
    name: str
    definition: str = ""
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A passage that a coder marked: ``transcript[start:end] == exact``, in code points.

    ``codes`` are ids of issues, strategies and codes of the codebook, each once. ``line`` (1-based)
    is where the passage begins. ``blind`` is False for what was coded after the coder could see
    what others coded. Where the words of the interview may not leave, ``exact`` has none of them.
    """

    id: str
    start: int
    end: int
    line: int
    exact: str
    codes: tuple[str, ...]
    on: date
    standing: Standing | None = None
    memo: str | None = None
    blind: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedInterview:
    """What one coder coded in one interview, in the order of the transcript.

    ``handed_in`` is the day on which the coder was done before seeing what others coded.
    """

    interview: str
    coder: str
    codings: tuple[Coding, ...]
    handed_in: date | None = None


def awaited_coders(
    interview: str,
    coders: Iterable[Coder],
    coded: Iterable[CodedInterview],
    viewer: str | None = None,
) -> tuple[str, ...]:
    """Who is to hand in before codings of an interview are open, and has not, by id.

    Everybody with codings there is awaited, everybody whom ``coders`` names for it, and ``viewer``,
    the coder who looks. With one coder alone there is nothing to hide.
    """
    handed_in: Mapping[str, bool] = {
        each.coder: each.handed_in is not None for each in coded if each.interview == interview
    }
    assigned = {coder.id for coder in coders if interview in coder.interviews}
    everybody = sorted({*assigned, *handed_in, *([viewer] if viewer else [])})
    if len(everybody) < 2:
        return ()
    return tuple(name for name in everybody if not handed_in.get(name, False))


def shows_codings(owner: str, viewer: str | None, awaited: Collection[str]) -> bool:
    """Whether codings of ``owner`` in an interview may be shown to ``viewer``.

    Their own always; those of others when nobody is awaited any more. ``viewer`` is None for
    somebody who does not code.
    """
    return owner == viewer or not awaited
