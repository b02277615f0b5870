"""Who was interviewed, as interview.yaml says it: in fields of its own, or for one participant."""

from collections.abc import Iterator

from snaglist.model.interview import Participant, SpeakerRole
from snaglist.schema.located_yaml import Loc
from snaglist.sources.interview_forms import InterviewForm
from snaglist.sources.to_model import to_model

NOT_SAID = "Not said."


def check_participants(form: InterviewForm) -> Iterator[tuple[str, Loc, str]]:
    """What is wrong with speakers and participants: rule, place in the form, and message."""
    roles = {speaker.id: speaker.role for speaker in form.speakers}
    owners: dict[str, str] = {}
    for index, speaker in enumerate(form.speakers):
        for at, label in enumerate(speaker.labels):
            owner = owners.setdefault("".join(label.split()).casefold(), speaker.id)
            if owner != speaker.id:
                message = f"the label {label!r} is {owner}'s already."
                yield "id-duplicate", ("speakers", index, "labels", at), message
    if not summary_of(form)["domains"]:
        yield "field-missing", (), "no domain says what the systems spoken of are for."
    if not form.participants:
        if form.participant is None:
            message = "neither participant nor participants say who was interviewed."
            yield "field-missing", (), message
        return
    named: set[str] = set()
    for index, each in enumerate(form.participants):
        place = ("participants", index, "speaker")
        if roles.get(each.speaker) is not SpeakerRole.PARTICIPANT:
            message = f"no speaker with the role participant is called {each.speaker}."
            yield "reference-unknown", place, message
        if each.speaker in named:
            yield "id-duplicate", place, f"{each.speaker} stands above already."
        named.add(each.speaker)
    for name, role in roles.items():
        if role is SpeakerRole.PARTICIPANT and name not in named:
            yield "reference-unknown", ("participants",), f"{name} is not among the participants."


def participants_of(form: InterviewForm) -> tuple[Participant, ...]:
    """One for each speaker who was interviewed."""
    if form.participants:
        return tuple(
            to_model(Participant, each, person=each.person or f"{form.id}-{each.speaker}")
            for each in form.participants
        )
    return tuple(
        Participant(
            speaker=speaker.id,
            person=f"{form.id}-{speaker.id}",
            role=form.participant or speaker.label,
            experience=form.experience,
            domains=tuple(form.domains),
        )
        for speaker in form.speakers
        if speaker.role is SpeakerRole.PARTICIPANT
    )


def summary_of(form: InterviewForm) -> dict[str, object]:
    """Role, experience and domains of the interview as a whole, from those of its participants."""
    people = form.participants
    told = [each.experience for each in people if each.experience]
    domains = [*form.domains, *(domain for each in people for domain in each.domains)]
    return {
        "participant": form.participant or ", ".join(dict.fromkeys(each.role for each in people)),
        "experience": form.experience or " ".join(told) or NOT_SAID,
        "domains": tuple(dict.fromkeys(domains)),
    }
