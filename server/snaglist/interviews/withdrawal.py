"""Taking an interview out of a catalogue, with all that rests on it alone.

A claim or an arrow without a witness left falls, and so does what rests on it: questions of a
review, guidance, and entries without a claim. What stays in place is a tombstone without words.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from snaglist.errors import UsageError
from snaglist.interviews.changes import Changes
from snaglist.interviews.interview_files import open_interview, put_data, read_data
from snaglist.interviews.quote_positions import sha256_of
from snaglist.interviews.withdrawal_guide import change_guide, change_mappings
from snaglist.interviews.withdrawal_plan import Entry, Withdrawal
from snaglist.model.entry import is_strategy_id
from snaglist.schema.located_yaml import YamlError, parse_yaml
from snaglist.schema.report import Report
from snaglist.schema.text_files import is_left_by_program, list_children
from snaglist.schema.yaml_edits import RewriteError
from snaglist.schema.yaml_rewrite import rewritten
from snaglist.sources.entries import CLAIM_LISTS, FENCE, is_entry
from snaglist.sources.rules import RULES
from snaglist.sources.withdrawn import WITHDRAWN_FILE
from snaglist.sources.withheld_words import word_runs

FEWEST_QUESTIONS = 2
"""An issue needs as many."""


def plan_withdrawal(catalog: Path, interview: str, why: str, today: date) -> Withdrawal:
    """What falls with an interview, and the tombstone that is left.

    Raises as ``open_interview`` does, and ``UsageError`` for a file that cannot be changed.
    """
    changes = Changes(catalog)
    files = open_interview(changes, interview)
    quotes = [quote["id"] for quote in files.quotes["quotes"]]
    plan = Withdrawal(changes, interview, sha256_of(files.text), quotes)
    entries = _entries(changes)
    _fall(entries, plan)
    _write_entries(entries, plan, today)
    change_guide(entries, plan)
    change_mappings(plan)
    changes.remove(files.folder)
    _write_tombstone(plan, why, today)
    _look_for_words(plan, files.text)
    return plan


def _entries(changes: Changes) -> dict[str, Entry]:
    found = {}
    for folder in ("issues", "strategies"):
        for path in list_children(changes.catalog / folder, Report(rules=RULES), is_entry):
            parts = FENCE.match(changes.text(path) or "")
            try:
                data = parse_yaml(parts[1]).data if parts else None
            except YamlError as error:
                raise UsageError(f"{path}:{error.line + 1}: {error.reason}") from error
            if not isinstance(data, dict):
                raise UsageError(f"{path} is no entry. snag check --quick says what is wrong.")
            entry = Entry(path, data, deepcopy(data))
            found[entry.id] = entry
    return found


def _fall(entries: Mapping[str, Entry], plan: Withdrawal) -> None:
    """Take out what has no witness left, and then what rests on that, until nothing more falls."""
    for entry in entries.values():
        _fall_by_witness(entry, plan)
    while True:
        count = len(plan.entries)
        for entry in entries.values():
            if not entry.gone and not _has_claims(entry) and _has_claims(entry, before=True):
                entry.gone = True
                plan.entries.append(entry.id)
        if len(plan.entries) == count:
            break
        for entry in entries.values():
            _fall_with_entries(entry, plan)
    plan.standing = [name for name in plan.standing if name not in plan.claims]
    for entry in entries.values():
        if not entry.gone:
            _fall_questions(entry, plan)


def _has_claims(entry: Entry, before: bool = False) -> bool:
    data = entry.before if before else entry.data
    required = ("practices",) if is_strategy_id(entry.id) else CLAIM_LISTS
    return any(data.get(name) for name in required)


def _fall_by_witness(entry: Entry, plan: Withdrawal) -> None:
    quotes = set(plan.quotes)
    for name in CLAIM_LISTS:
        kept = []
        for claim in entry.data.get(name) or []:
            if not _lose_witnesses(claim, quotes):
                kept.append(claim)
            elif _is_said(claim):
                plan.standing.append(f"{entry.id}-{claim['id']}")
                kept.append(claim)
            else:
                plan.claims.append(f"{entry.id}-{claim['id']}")
        if name in entry.data:
            entry.data[name] = kept
    arrows = []
    for arrow in entry.data.get("leads_to") or []:
        if not _lose_witnesses(arrow, quotes) or arrow.get("inferred") or _is_said(arrow):
            arrows.append(arrow)
        else:
            plan.arrows.append(f"{entry.id} leads to {arrow['issue']}")
    if "leads_to" in entry.data:
        entry.data["leads_to"] = arrows


def _lose_witnesses(claim: dict[str, Any], quotes: set[str]) -> bool:
    """Take the withdrawn quotes out of what they witness; True where there was one."""
    lost = False
    if "witnesses" in claim:
        kept = [each for each in claim["witnesses"] if each.get("quote") not in quotes]
        lost = kept != claim["witnesses"]
        claim["witnesses"] = kept
        if lost and not kept and claim.get("inferred"):
            del claim["witnesses"]
    if "quotes" in claim:  # as entries had it up to 0.1
        left = [name for name in claim["quotes"] if name not in quotes]
        lost = lost or left != claim["quotes"]
        claim["quotes"] = left
    return lost


def _is_said(claim: Mapping[str, Any]) -> bool:
    """Whether a witness is left who does not say otherwise."""
    stances = [each.get("stance", "supports") for each in claim.get("witnesses", [])]
    stances += [claim.get("stance", "supports")] * len(claim.get("quotes", []))
    return any(stance != "contradicts" for stance in stances)


def _fall_with_entries(entry: Entry, plan: Withdrawal) -> None:
    """Take out what names an entry that fell."""
    gone, data = set(plan.entries), entry.data
    for name in ("mitigations", "detections"):
        kept = []
        for claim in data.get(name) or []:
            if claim.get("strategy") not in gone:
                kept.append(claim)
            elif name == "detections":  # which may be no strategy at all
                kept.append({key: value for key, value in claim.items() if key != "strategy"})
            else:
                plan.claims.append(f"{entry.id}-{claim['id']}")
        if name in data:
            data[name] = kept
    arrows = data.get("leads_to") or []
    fallen = [arrow for arrow in arrows if arrow["issue"] in gone]
    plan.arrows += [f"{entry.id} leads to {arrow['issue']}" for arrow in fallen]
    if fallen:
        data["leads_to"] = [arrow for arrow in arrows if arrow not in fallen]
    for item in data.get("not_when") or []:
        if item.get("see") in gone:
            del item["see"]
    retired = data.get("retired")
    if retired and retired.get("replaced_by"):
        retired["replaced_by"] = [name for name in retired["replaced_by"] if name not in gone]


def _fall_questions(entry: Entry, plan: Withdrawal) -> None:
    """Take out the questions of a review of which every claim fell."""
    questions = entry.data.get("questions") or []
    own = {claim["id"] for _, claim in entry.claims()}
    kept = []
    for number, question in enumerate(questions, start=1):
        left = [name for name in question["claims"] if name in own]
        if left:
            kept.append({**question, "claims": left})
        else:
            plan.questions.append(f"{entry.id}, question {number}")
    if len(kept) != len(questions) and len(kept) < FEWEST_QUESTIONS:
        plan.changed.append(f"{entry.id} has fewer than two questions: write what it still asks.")
    if questions:
        entry.data["questions"] = kept


def _write_entries(entries: Mapping[str, Entry], plan: Withdrawal, today: date) -> None:
    for entry in entries.values():
        if entry.gone:
            plan.changes.remove(entry.path)
        elif entry.data != entry.before:
            lost = [name for name in plan.claims if name.startswith(f"{entry.id}-")]
            fell = ", ".join(name.rpartition("-")[2] for name in lost)
            what = f"An interview was withdrawn{f'; {fell} fell with it' if fell else ''}."
            entry.data["history"] = [*entry.data.get("history", []), {"on": today, "what": what}]
            text = plan.changes.text(entry.path) or ""
            parts = FENCE.match(text)
            assert parts is not None  # it was read
            try:
                front = rewritten(parts[1], entry.data)
            except (YamlError, RewriteError) as error:
                message = f"{entry.path} cannot be changed by a program: {error}."
                raise UsageError(f"{message} Nothing was changed.") from error
            plan.changes.put(entry.path, text[: parts.start(1)] + front + text[parts.end(1) :])


def _write_tombstone(plan: Withdrawal, why: str, today: date) -> None:
    path = plan.changes.catalog / WITHDRAWN_FILE
    stone: dict[str, Any] = {"id": plan.interview, "on": today, "why": why, "quotes": plan.quotes}
    stone |= {"claims": sorted(plan.claims), "entries": plan.entries}
    stone = {name: value for name, value in stone.items() if value}
    if plan.changes.text(path) is None:
        head = "# What was withdrawn: ids and days, and no words. Ids are never used again.\n"
        plan.changes.put(path, f"{head}interviews: []\n")
    data = read_data(plan.changes, path)
    put_data(plan.changes, path, {**data, "interviews": [*data["interviews"], stone]})


def _look_for_words(plan: Withdrawal, text: str) -> None:
    """Find what remains of the interview's words, and of its id, in the rest of the catalogue."""
    catalog, name = plan.changes.catalog, re.compile(rf"\b{plan.interview}\b")
    runs = {run for run, _ in word_runs(text)}
    files = {path.relative_to(catalog).as_posix() for path in catalog.rglob("*") if path.is_file()}
    for relative in sorted(files | plan.changes.contents.keys()):
        if any(map(is_left_by_program, Path(relative).parts)) or relative == WITHDRAWN_FILE:
            continue
        try:
            left = plan.changes.text(catalog / relative)
        except UnicodeDecodeError:
            continue
        if left is None:
            continue
        places = {left.count("\n", 0, at) + 1 for run, at in word_runs(left) if run in runs}
        plan.words += [f"{relative}:{line}" for line in sorted(places)]
        for number, line in enumerate(left.split("\n"), start=1):
            if name.search(line):
                plan.mentions.append(f"{relative}:{number}")
