"""Names in other languages than the catalogue's own, which is English."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What something is called in German and French, where that was written down."""

    de: str | None = None
    fr: str | None = None

    def by_language(self) -> dict[str, str]:
        """The names that there are, by the code of their language (BCP 47)."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {language: name for language, name in found.items() if name}

    @property
    def names(self) -> tuple[str, ...]:
        """The names alone, each once: two languages may share a word."""
        return tuple(dict.fromkeys(self.by_language().values()))


NO_LABELS = Labels()
"""For what has no name in another language."""
