"""Differential: does the same with a candidate's functions and classes as with the reference's, and shows where they
part.

**Finds** an input, as small as it can be made, for which the candidate returns something else than the reference,
raises where it does not, does not come to an end, changes its arguments otherwise or prints something else. Of classes,
in Python, it finds a few calls on an object after which that happens, or after which an attribute differs that prompt
or tests name. Every witness was seen twice in fresh processes; where its values can be written down, it comes as a
test, which was run on both.

**Cannot find** anything without a reference, in classes of other languages, or where arguments are more than numbers,
texts and lists, maps or sets of them; methods also take functions and further objects of the class. Methods that one
side lacks are not compared. How threads interleave is the race probe's part. A clean answer says how many inputs
or usages were tried, and never that both are the same.

**How.** Inputs come from the examples in prompt, tests and code, from literals, from the kinds that signatures name,
and at random. An object's calls are drawn from a handful of values, so that they meet the same entries; both sides see
one clock, which sleeping moves on at once and which can stand exactly at the end of a time to live; a second object may
be made, and what was returned may be changed by the caller. That the reference alone gives its inside away is no fault
of the candidate. Where nothing says what an argument is, that is guessed, and the finding is less sure. A difference
says that one of the two is wrong; that the reference is right is the task's word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from pydantic import JsonValue

from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.errors import InputError
from assay.evidence.caller import CALLERS, Ended, Inputs, Signature
from assay.evidence.callers._python.codec import decode, encode
from assay.evidence.claim import Claim, as_finding
from assay.evidence.differential import telling
from assay.evidence.differential.judge import Aspect, difference
from assay.evidence.differential.kinds import Value
from assay.evidence.differential.pairing import caller_of, common_functions, hints_of
from assay.evidence.differential.places import place
from assay.evidence.differential.reproducing import reproducer
from assay.evidence.differential.search import CALL_S, PATIENCE, Side, Witness, compare_functions
from assay.evidence.probe import ProbeReport, ProbeSubject
from assay.evidence.probes import _differential_classes as classes
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Sandbox

VERSION = "2"
BUDGET_S = 4.0
"""Wall seconds for each function."""

REPLAYS = 3
_MOST_FUNCTIONS = 5
_RULES = {
    Aspect.VALUE: "other-value",
    Aspect.EXCEPTION: "exception",
    Aspect.END: "no-end",
    Aspect.ARGUMENTS: "other-arguments",
    Aspect.OUTPUT: "other-output",
    Aspect.STATE: "other-state",
    Aspect.KIND_OF_EXCEPTION: "other-exception",
}


class Differential:
    """The probe; see the module's page."""

    name = "differential"
    languages = frozenset(language for caller in CALLERS for language in caller.languages)

    def version(self) -> str:
        """Of the search."""
        return VERSION

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether there is a reference with a function or class in common."""
        return bool(_pairs(subject) or classes.pairs(subject, caller_of(subject.language)))

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Compare each function and each class that both have."""
        caller = caller_of(subject.language)
        if caller is None or (gone := caller.missing()) is not None:
            return ProbeReport(missing=(gone.reason,) if caller is not None and gone is not None else ())
        findings: list[Finding] = []
        replays: list[Mapping[str, JsonValue]] = []
        missing: list[str] = []
        tried = 0
        texts = [subject.prompt, *subject.tests.files.values()]
        for mine, right in _pairs(subject)[:_MOST_FUNCTIONS]:
            sides = Side(subject.files, mine), Side(subject.reference or {}, right)
            found = compare_functions(caller, sandbox, *sides, hints_of(sides, texts), BUDGET_S)
            tried += found.tried
            if found.witness is None and not found.returned:
                missing.append(f"{mine.entry}: none of {found.tried:,} inputs was taken by both")
            if found.witness is None or found.witness.difference.weak:
                continue
            finding = _finding(subject, mine, found.witness)
            findings.append(finding)
            replays.append(
                {
                    "kind": finding.source.rule,
                    "path": mine.path,
                    "line": finding.start_line,
                    "entry": mine.entry,
                    "arguments": [cast("JsonValue", encode(one)) for one in found.witness.arguments],
                }
            )
        source = Source(kind=SourceKind.PROBE, name="differential", version=VERSION)
        lived = list(classes.compared(sandbox, subject, caller, source, _RULES, BUDGET_S))
        findings += [one.finding for one in lived if one.finding is not None]
        replays += [one.record for one in lived if one.record is not None]
        missing += [
            f"{one.entry}: none of {one.comparison.tried:,} usages was taken by both"
            for one in lived
            if one.comparison.witness is None and not one.comparison.returned
        ]
        told = _told(tried, sum(one.comparison.tried for one in lived))
        return ProbeReport(tuple(findings), told, tuple(missing), tuple(replays))

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """Call both again, each time in fresh processes."""
        arguments = record.get("arguments")
        if isinstance(record.get("steps"), list) and isinstance(record.get("entry"), str):
            caller = caller_of(subject.language)
            again = [classes.seen_again(sandbox, subject, caller, record, _RULES) for _ in range(REPLAYS)]
            return sum(again), REPLAYS
        if not isinstance(arguments, list) or not isinstance(record.get("entry"), str):
            raise InputError("no witness of the differential probe: entry and arguments are missing")
        pair = next((one for one in _pairs(subject) if one[0].entry == record["entry"]), None)
        caller = caller_of(subject.language)
        if pair is None or caller is None or subject.reference is None:
            return 0, REPLAYS
        inputs: Inputs = tuple(cast("Value", decode(one)) for one in arguments)
        shown = 0
        for _ in range(REPLAYS):
            mine, right = (
                caller.call(sandbox, files, signature, [inputs], PATIENCE * CALL_S)[0]
                for files, signature in ((subject.files, pair[0]), (subject.reference, pair[1]))
            )
            apart = difference(mine, right)
            shown += apart is not None and _RULES[apart.aspect] == record.get("kind")
        return shown, REPLAYS


def _told(inputs: int, usages: int) -> str:
    tried = [f"{inputs:,} inputs"] if inputs else []
    tried += [f"{usages:,} usages of classes"] if usages else []
    return f"no other difference from the reference, {' and '.join(tried)}" if tried else ""


def _pairs(subject: ProbeSubject) -> list[tuple[Signature, Signature]]:
    caller = caller_of(subject.language)
    if caller is None or subject.reference is None:
        return []
    return common_functions(caller, subject.files, subject.reference, subject.entry_point) or common_functions(
        caller, subject.files, subject.reference, None
    )


def _finding(subject: ProbeSubject, mine: Signature, witness: Witness) -> Finding:
    ended = witness.first.ended
    call = telling.call(mine.entry, witness.arguments, subject.language)
    own, right = telling.outcome(witness.first), telling.outcome(witness.second)
    guessed = "\n\nNothing says what the arguments are: their kinds were guessed." if witness.guessed else ""
    rule = _RULES[witness.difference.aspect]
    meaning = Meaning(Category.LOGIC, cwe=835 if ended is Ended.TIMED_OUT else None)
    claim = Claim(
        f"{call} {own}; the reference {right}",
        Severity.MAJOR,
        meaning,
        Source(kind=SourceKind.PROBE, name="differential", version=VERSION, rule=rule),
        f"The candidate's {call} {own}.\n\nThe reference's {right}.{guessed}",
        0.6 if witness.guessed else 0.9,
    )
    line = witness.first.line if ended is Ended.RAISED else None
    where = place(mine, subject.files[mine.path], line)
    return as_finding(claim, where, subject.files).model_copy(
        update={
            "proof": Proof.DEMONSTRATED,
            "impact": f"Whoever calls {mine.entry} this way gets something else than was asked for.",
            "reproducer": reproducer(subject.language, mine, witness.arguments, witness.second),
        }
    )


plugin = Differential()
