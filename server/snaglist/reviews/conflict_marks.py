"""The two sides of a file in which git left conflict marks."""

BEGIN, BASE, BETWEEN, END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"


def has_marks(text: str) -> bool:
    """True where git left conflict marks in a text."""
    return any(line.startswith((BEGIN, END)) for line in text.splitlines())


def conflict_sides(text: str) -> tuple[str, str]:
    """The text as one side has it, and as the other has it.

    What git merged already is in both.
    """
    ours: list[str] = []
    theirs: list[str] = []
    both = [ours, theirs]
    sides = both
    for line in text.split("\n"):
        if line.startswith(BEGIN):
            sides = [ours]
        elif sides is not both and line.startswith(BASE):
            sides = []
        elif sides is not both and line.startswith(BETWEEN):
            sides = [theirs]
        elif sides is not both and line.startswith(END):
            sides = both
        else:
            for side in sides:
                side.append(line)
    return "\n".join(ours), "\n".join(theirs)
