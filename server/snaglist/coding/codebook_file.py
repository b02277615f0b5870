"""The file codebook.yaml, opened to be changed: a line for each new code, by its id."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection

from snaglist.coding.yaml_lines import put_attributes, yaml_line
from snaglist.errors import UsageError
from snaglist.interviews.changes import Changes
from snaglist.model.coding import Code
from snaglist.schema.located_yaml import YamlError
from snaglist.schema.report import Report
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import with_items
from snaglist.sources.codings import CODEBOOK_FILE, load_codebook
from snaglist.sources.rules import RULES

HEAD = """\
# Codes that are no issues or strategies yet. snag code and snag codebook write them.
codes:
"""
LONGEST_ID = 50


class CodebookFile:
    """The codes that are no entries; changes are written by ``changes``."""

    def __init__(self, changes: Changes, entries: Collection[str]) -> None:
        """Raises ``FindingsError`` for a file that is not in order."""
        self.changes, self.entries = changes, entries
        report = Report(changes.catalog, RULES)
        self.codes = list(load_codebook(changes.catalog, entries, report))
        report.raise_if_any()

    def find(self, name: str) -> Code | None:
        """The code with this id or name, case aside."""
        wanted = name.strip().casefold()
        return next(
            (each for each in self.codes if wanted in (each.id, each.name.casefold())), None
        )

    def add(self, name: str, definition: str = "", parent: str | None = None) -> Code:
        """A new code, with an id made of its name; the one that has the name already, if any does.

        Raises ``UsageError`` for a name without a letter, and where the file cannot be changed.
        """
        name = " ".join(name.split())
        found = self.find(name)
        if found:
            return found
        code = Code(id=self._free_id(name), name=name, definition=definition, parent=parent)
        self._write(code)
        return code

    def _write(self, code: Code) -> None:
        line = yaml_line(
            {
                "id": code.id,
                "name": code.name,
                "definition": code.definition or None,
                "parent": code.parent,
            }
        )
        path = self.changes.catalog / CODEBOOK_FILE
        text = self.changes.text(path) or HEAD
        at = bisect_left([each.id for each in self.codes], code.id)
        try:
            text = with_items(text, "codes", [(at, line)])
        except (RewriteError, YamlError) as error:
            message = f"{path} cannot be changed by a program: {error}. Nothing was changed."
            raise UsageError(message) from error
        self.codes.insert(at, code)
        self.changes.put(path, text)
        put_attributes(self.changes)

    def _free_id(self, name: str) -> str:
        letters = unicodedata.normalize("NFKD", name.casefold())
        plain = "".join(each for each in letters if not unicodedata.combining(each))
        slug = "-".join(re.findall("[a-z0-9]+", plain))[:LONGEST_ID].strip("-")
        if not slug:
            raise UsageError(
                f"{name!r} has no letter from a to z for an id; name the code with one."
            )
        taken = {each.id for each in self.codes}
        number = 1
        while (found := slug if number == 1 else f"{slug}-{number}") in taken:
            number += 1
        return found
