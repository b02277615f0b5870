"""The guide of reviews, the edges and the mappings without the entries that fell."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from snaglist.interviews.interview_files import put_data, read_data
from snaglist.interviews.withdrawal_plan import Entry, Withdrawal
from snaglist.schema.report import Report
from snaglist.schema.text_files import list_children
from snaglist.sources.rules import RULES
from snaglist.sources.schemes import is_yaml


def change_guide(entries: Mapping[str, Entry], plan: Withdrawal) -> None:
    """Take guidance of entries that fell out, and let the rest show a witness that is left."""
    folder, gone, quotes = plan.changes.catalog / "review", set(plan.entries), set(plan.quotes)
    if (folder / "rules.yaml").is_file():
        data = read_data(plan.changes, folder / "rules.yaml")
        plan.rules += [each["issue"] for each in data["issues"] if each["issue"] in gone]
        kept = [dict(each) for each in data["issues"] if each["issue"] not in gone]
        for guidance in kept:
            _change_guidance(guidance, entries.get(guidance["issue"]), quotes, plan)
        put_data(plan.changes, folder / "rules.yaml", {**data, "issues": kept})
    if (folder / "edges.yaml").is_file() and gone:
        data = deepcopy(read_data(plan.changes, folder / "edges.yaml"))
        for edge in data["edges"]:
            if "near" in edge:
                edge["near"] = [name for name in edge["near"] if name not in gone]
        put_data(plan.changes, folder / "edges.yaml", data)


def _change_guidance(
    guidance: dict[str, Any], entry: Entry | None, quotes: set[str], plan: Withdrawal
) -> None:
    if entry is None:
        return
    claims = {claim["id"]: claim for _, claim in entry.claims()}
    if guidance.get("quote") in quotes:
        del guidance["quote"]
        cited = [each for claim in claims.values() for each in claim.get("witnesses", [])]
        said = [each for each in cited if each.get("stance", "supports") == "supports"] or cited
        told = [each for each in said if "quote" in each] or said
        if told:
            sort = "quote" if "quote" in told[0] else "finding"
            guidance[sort] = told[0][sort]
            plan.changed.append(f"{entry.id} shows {told[0][sort]} in reviews: is it the one?")
    worst = guidance.get("worst")
    if worst and worst["claim"] not in claims:
        del guidance["worst"]
        plan.changed.append(
            f"{entry.id} has no worst consequence in review/rules.yaml: name one, if one is left."
        )


def change_mappings(plan: Withdrawal) -> None:
    """Take mappings of entries that fell out, and the terms that nothing else is mapped to."""
    gone = set(plan.entries)
    if not gone:
        return
    folder = plan.changes.catalog / "mappings"
    for path in list_children(folder, Report(rules=RULES), is_yaml):
        data = read_data(plan.changes, path)
        kept = [each for each in data["mappings"] if each["subject"] not in gone]
        if len(kept) == len(data["mappings"]):
            continue
        if not kept:
            plan.changed.append(f"mappings/{path.name} is gone, for nothing is mapped any more.")
            plan.changes.remove(path)
            continue
        lost = {each.get("to") for each in data["mappings"]} - {each.get("to") for each in kept}
        terms = [each for each in data.get("terms", []) if each["id"] not in lost]
        put_data(plan.changes, path, {**data, "mappings": kept, "terms": terms})
