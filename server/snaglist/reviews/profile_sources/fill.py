"""Fills a profile in from documents, and says what it filled, from where, and what it left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from snaglist.model.guide import Choose, Guide, ProfileQuestion
from snaglist.reviews.profile_sources.source_profile import (
    LONGEST_TITLE,
    Said,
    SourceProfile,
    cut_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledProfile:
    """A profile with what documents say; ``told`` are lines that say what came from where."""

    title: str
    words: str
    answers: Mapping[str, Sequence[str]]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the team said itself, which goes before what documents say; empty where it did not."""

    title: str = ""
    words: str | None = None
    answers: Mapping[str, Sequence[str]]


def fill_profile(
    sources: Sequence[tuple[str, SourceProfile]], given: Given, guide: Guide
) -> FilledProfile:
    """The team's own answers, and for the questions that it left out those of the documents.

    ``sources`` are documents with their names. An answer that the guide does not offer is left out.
    """
    answers = {name: list(ids) for name, ids in given.answers.items()}
    title, words, told = given.title, given.words, list[str]()
    passages: list[Said] = []
    for name, source in sources:
        told.append(f"From {name}, {source.format}:")
        before = len(told)
        if source.title and not title:
            title = " ".join(source.title.text.split())[:LONGEST_TITLE]
            told.append(f"  title: {title} ({source.title.place})")
        told += _answered(source, given, answers, guide)
        if source.words and words is None:
            passages += source.words
            places = "; ".join(said.place for said in source.words)
            told.append(
                f"  words: {sum(len(said.text) for said in source.words)} characters ({places})"
            )
        if len(told) == before:
            told.append("  nothing that a profile asks for")
    if passages:
        whole = "\n\n".join(said.text for said in passages)
        words = cut_words(said.text for said in passages)
        if words != whole:
            told.append(f"The words are cut to {len(words):,} of {len(whole):,} characters.")
    left = sum(not answers.get(question.id) for question in guide.questions)
    told.append(f"Nothing was guessed: {left} of {len(guide.questions)} questions have no answer.")
    return FilledProfile(title=title, words=words or "", answers=answers, told=tuple(told))


def _answered(
    source: SourceProfile, given: Given, answers: dict[str, list[str]], guide: Guide
) -> Iterator[str]:
    """Put the answers of a document into ``answers``, and say which."""
    known = {question.id: question for question in guide.questions}
    for ref, said in source.answers.items():
        name, _, identifier = ref.partition("/")
        question = known.get(name)
        label = _label(question, identifier)
        if question is None or label is None:
            yield f"  {name}: not asked by this catalogue ({said.text}; {said.place})"
        elif name in given.answers:
            yield f"  {name}: left as you answered it ({said.text}; {said.place})"
        elif identifier in answers.get(name, ()):
            yield f"  {name}: {label} ({said.text}; {said.place})"
        elif question.choose is Choose.ONE and answers.get(name):
            yield f"  {name}: left, another document says otherwise ({said.text}; {said.place})"
        else:
            answers.setdefault(name, []).append(identifier)
            yield f"  {name}: {label} ({said.text}; {said.place})"


def _label(question: ProfileQuestion | None, identifier: str) -> str | None:
    if question is None:
        return None
    return next((each.label for each in question.answers if each.id == identifier), None)
