"""Who was interviewed, and about what: cases and variables of REFI-QDA, out and compared.

A case is a person, by their pseudonym, with the interviews that they gave. Variables of a text are
those of its interview. What a project says otherwise is told; ``interview.yaml`` is not changed, as
what it says was agreed upon with the person.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from snaglist.coding.refi_qda import PROJECT, children_of, guid, local_name, same_guid
from snaglist.model.interview import Interview, Participant

ROLE, EXPERIENCE, DOMAIN, LANGUAGE, DAY, STUDY = (
    *("Role", "Experience", "Domain"),
    *("Language", "Day", "Study"),
)
DEFINITIONS = {
    ROLE: "What the person does.",
    EXPERIENCE: "What the person brings.",
    DOMAIN: "The domains of what is spoken about.",
    LANGUAGE: "What is spoken, as BCP 47 has it.",
    DAY: "When the interview was held, as far as that is known.",
    STUDY: "The study that the interview belongs to.",
}
"""The variables that are written, all of them texts."""

BETWEEN = "; "
_P = f"{{{PROJECT}}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCase:
    """A case of a project: its variables by name, and the keys of the texts that it is of."""

    name: str
    variables: Mapping[str, str]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherValue:
    """What a project says of an interview or a person; ``here`` is empty where nothing is said."""

    of: str
    variable: str
    there: str
    here: str


def interview_variables(interview: Interview) -> dict[str, str]:
    """What is known of an interview, by variable; what is not known is left out."""
    found = {
        ROLE: interview.participant,
        DOMAIN: BETWEEN.join(interview.domains),
        LANGUAGE: interview.language,
        DAY: interview.held or "",
        STUDY: interview.study,
    }
    return {name: value for name, value in found.items() if value}


def people_of(interviews: Iterable[Interview]) -> dict[str, list[tuple[str, Participant]]]:
    """Each person with the interviews that they gave, and who they are there."""
    found: dict[str, list[tuple[str, Participant]]] = {}
    for interview in interviews:
        for each in interview.participants:
            found.setdefault(each.person, []).append((interview.id, each))
    return found


def person_variables(given: Sequence[tuple[str, Participant]]) -> dict[str, str]:
    """What is known of a person in all their interviews, each value once."""
    values = {
        ROLE: [each.role for _, each in given],
        EXPERIENCE: [each.experience or "" for _, each in given],
        DOMAIN: [domain for _, each in given for domain in each.domains],
    }
    joined = {name: BETWEEN.join(dict.fromkeys(filter(None, v))) for name, v in values.items()}
    return {name: value for name, value in joined.items() if value}


def add_cases(root: Element, interviews: Sequence[Interview]) -> None:
    """Write variables and cases as children of a project; its sources come after them."""
    listed = SubElement(root, f"{_P}Variables")
    for name, definition in DEFINITIONS.items():
        variable = SubElement(
            listed, f"{_P}Variable", guid=guid("variable", name), name=name, typeOfVariable="Text"
        )
        SubElement(variable, f"{_P}Description").text = definition
    people = people_of(interviews)
    if not people:  # A list of cases has one at least.
        return
    cases = SubElement(root, f"{_P}Cases")
    for person, given in people.items():
        case = SubElement(cases, f"{_P}Case", guid=guid("case", person), name=person)
        add_values(case, person_variables(given))
        for interview in dict.fromkeys(interview for interview, _ in given):
            SubElement(case, f"{_P}SourceRef", targetGUID=guid("source", interview))


def add_values(parent: Element, values: Mapping[str, str]) -> None:
    """Write what variables are, as children of a case or a source."""
    for name, value in values.items():
        element = SubElement(parent, f"{_P}VariableValue")
        SubElement(element, f"{_P}VariableRef", targetGUID=guid("variable", name))
        SubElement(element, f"{_P}TextValue").text = value


def variable_names(root: Element) -> dict[str, str]:
    """The names of the variables of a project, by key."""
    return {
        same_guid(each.get("guid", "")): each.get("name", "")
        for group in children_of(root, "Variables")
        for each in children_of(group, "Variable")
    }


def values_of(element: Element, names: Mapping[str, str]) -> dict[str, str]:
    """What variables are at a case or a source, by name; those without a value are left out."""
    found = {}
    for each in children_of(element, "VariableValue"):
        key = next((ref.get("targetGUID", "") for ref in children_of(each, "VariableRef")), "")
        value = next(((e.text or "").strip() for e in each if local_name(e) != "VariableRef"), "")
        name = names.get(same_guid(key), "")
        if name and value:
            found[name] = value
    return found


def read_cases(root: Element, names: Mapping[str, str]) -> Iterator[ProjectCase]:
    """The cases of a project, as it says them."""
    for group in children_of(root, "Cases"):
        for case in children_of(group, "Case"):
            yield ProjectCase(
                name=case.get("name", ""),
                variables=values_of(case, names),
                texts=tuple(
                    same_guid(ref.get("targetGUID", "")) for ref in children_of(case, "SourceRef")
                ),
            )


def told_otherwise(
    of: str, there: Mapping[str, str], here: Mapping[str, str]
) -> Iterator[OtherValue]:
    """What a project says otherwise than is known here; its silence is no difference."""
    known = {name.casefold(): value for name, value in here.items()}
    for name, value in there.items():
        own = known.get(name.casefold(), "")
        if _parts(value) != _parts(own):
            yield OtherValue(of=of, variable=name, there=value, here=own)


def _parts(value: str) -> set[str]:
    """The values that are joined in one; programs may put them in another order."""
    return {part.strip().casefold() for part in value.split(BETWEEN.strip()) if part.strip()}
