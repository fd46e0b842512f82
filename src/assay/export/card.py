"""The dataset card: what a person should know before training on the file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from assay.export.manifest import Agreed, Manifest

_NOT_STATED = "Not stated. Ask whoever gave you the file before you train on it or pass it on."


def card(manifest: Manifest) -> str:
    """Markdown with the metadata block that the Hugging Face hub reads."""
    return "\n".join(_lines(manifest))


def _lines(manifest: Manifest) -> Iterator[str]:
    licenses = [name for name in manifest.counts.licenses if name]
    yield from ("---", f"pretty_name: {json.dumps(manifest.about.title or manifest.format)}")
    yield from (f"license: {'other' if len(licenses) != 1 else json.dumps(licenses[0].lower())}", "tags: [assay, code]")
    yield from ("---", "", f"# {' '.join((manifest.about.title or manifest.format).split())}", "")
    yield f"{manifest.rows} rows in the format `{manifest.format}`, from {manifest.reviews} expert reviews of"
    yield from (f"{manifest.tasks} tasks with AI-generated code. Written by Assay.", "")
    yield from ("| file | rows | bytes | SHA-256 |", "|---|---:|---:|---|")
    yield from (f"| `{one.name}` | {one.rows} | {one.bytes} | `{one.sha256}` |" for one in manifest.files)
    for title, counted, counts in (
        ("Splits", "rows", manifest.counts.splits),
        ("Languages", "tasks", manifest.counts.languages),
        ("Rubrics", "tasks", manifest.counts.rubrics),
        ("Licences", "tasks", manifest.counts.licenses),
        ("Left out", "tasks or rows", manifest.left_out),
    ):
        yield from ("", f"## {title}", "")
        yield from _table(counts, counted)
    yield from ("", "Near-duplicate tasks share a split.", "", "## Agreement", "", _agreement(manifest.agreement))
    yield from ("", "## Consent", "", manifest.about.consent.strip() or _NOT_STATED)
    yield from ("", "Reviewers appear under pseudonyms, or not at all.", "", "## Secrets and personal data", "")
    yield from _sensitive(manifest)
    yield ""


def _table(counts: Mapping[str, int], counted: str) -> Iterator[str]:
    if not counts:
        yield "None."
        return
    yield from (f"| | {counted} |", "|---|---:|")
    yield from (f"| {' '.join(name.split()).replace('|', '/') or 'not stated'} | {n} |" for name, n in counts.items())


def _agreement(found: Agreed) -> str:
    if found.value is None:
        return f"Krippendorff's alpha of the verdicts was not computed: {found.reason} (n = {found.n})."
    return (
        f"Krippendorff's alpha of the verdicts (ordinal) is {found.value:.2f}, 95 % interval {found.low:.2f} to "
        f"{found.high:.2f}, over n = {found.n} tasks that two or more people reviewed."
    )


def _sensitive(manifest: Manifest) -> Iterator[str]:
    if not manifest.sensitive:
        yield "The scan saw none. It knows patterns, not people: a name or a plain password passes it."
        return
    kept = "left out" if manifest.options.get("leave_out_sensitive") else "kept"
    yield f"The scan saw these, and the rows were {kept}:"
    yield from ("", "| | rows | first |", "|---|---:|---|")
    for name, seen in manifest.sensitive.items():
        first = "; ".join(seen.first).replace("|", "/").replace("`", "'")
        yield f"| {name} | {seen.rows} | `{first}` |"
