/** Writing findings: open, edit, close, delete, prove. */
import { tick } from "svelte";
import { followRun } from "../api/runs.ts";
import type { Finding, Letter, Uuid } from "../api/types.ts";
import { judgeEvidence, putFinding, proveFinding, removeFinding } from "../state/draft.ts";
import { showFile } from "../state/layout.ts";
import { countLines } from "../state/text.ts";
import { edit, isBlank, newSketch, reopen, settle, type Sketch } from "../state/sketch.ts";
import { newId } from "./ids.ts";
import { splitShown, type Session } from "./session.svelte.ts";

export function sketchOf(session: Session, id: Uuid): Sketch | undefined {
  return session.sketches.find((sketch) => sketch.id === id);
}

export function findingOf(session: Session, id: Uuid): Finding | undefined {
  return session.draft.findings.find((finding) => finding.id === id);
}

function keepSketch(session: Session, sketch: Sketch): void {
  const others = session.sketches.filter((other) => other.id !== sketch.id);
  session.setSketches([...others, sketch]);
}

const dropSketch = (session: Session, id: Uuid): void =>
  session.setSketches(session.sketches.filter((sketch) => sketch.id !== id));

/** Opens the editor under the selected lines of the focused pane. */
export function openNewFinding(session: Session): boolean {
  const letter = session.layout.focus;
  const pane = session.pane(letter);
  const [group, path] = splitShown(session.layout.paths[letter] ?? "");
  if (!pane || !session.editable) return false;
  if (group !== "candidate") {
    session.notice = "Findings are about a candidate's own files; this one only comes with the task.";
    return false;
  }
  const lines = pane.lines();
  // The editor shows an empty line after the last line break; for the server the file ends before it.
  const last = Math.max(1, countLines(session.shownFile(letter).text));
  const place = {
    candidate: letter,
    path,
    start_line: Math.min(lines.from, last),
    end_line: Math.min(lines.to, last),
  };
  openSketch(session, newSketch(newId(), place, session.workbench.task.aspects));
  return true;
}

export function openSketch(session: Session, sketch: Sketch): void {
  closeEditor(session);
  if (!session.layout.inline) session.arrange((layout) => ({ ...layout, inline: true }));
  keepSketch(session, sketch);
  session.editing = sketch.id;
  session.currentFinding = sketch.id;
}

export async function openFinding(session: Session, id: Uuid): Promise<void> {
  const finding = findingOf(session, id);
  const sketch = sketchOf(session, id) ?? (finding && reopen(finding));
  if (!sketch) return;
  await goToFinding(session, sketch);
  if (session.editable) openSketch(session, sketch);
}

/** Opens the finding that stands on the selected lines; of several, the current one. */
export function openFindingHere(session: Session): boolean {
  const letter = session.layout.focus;
  const lines = session.pane(letter)?.lines();
  const path = session.layout.paths[letter];
  if (!lines) return false;
  const here = [...session.draft.findings, ...session.sketches].filter(
    (finding) =>
      finding.candidate === letter &&
      finding.path === path &&
      finding.start_line <= lines.to &&
      finding.end_line >= lines.from,
  );
  const found = here.find(({ id }) => id === session.currentFinding) ?? here[0];
  if (found) void openFinding(session, found.id);
  return found !== undefined;
}

export async function goToFinding(session: Session, finding: Finding): Promise<void> {
  session.currentFinding = finding.id;
  await goToPlace(session, finding.candidate, finding.path, finding.start_line, finding.end_line);
}

/** Shows a place in the code, in the pane of its candidate. */
export async function goToPlace(
  session: Session,
  letter: Letter,
  path: string,
  line: number,
  end = line,
): Promise<void> {
  session.arrange((layout) => {
    const view = layout.view === "correct" ? "side" : layout.view;
    return showFile({ ...layout, view }, letter, path);
  });
  await tick();
  session.pane(letter)?.reveal(line, end);
}

/** Applies an edit; as soon as the finding says what is wrong, it is part of the draft. */
export function editSketch(session: Session, id: Uuid, change: Partial<Sketch>): void {
  const sketch = sketchOf(session, id);
  if (!sketch || !session.editable) return;
  const next = edit(sketch, change);
  keepSketch(session, next);
  const settled = settle(next);
  if ("finding" in settled) session.change((draft) => putFinding(draft, settled.finding));
}

/** Closes the editor. What says something is a finding; what is half written stays as a draft; the rest goes. */
export function closeEditor(session: Session): void {
  const id = session.editing;
  if (id === null) return;
  session.editing = null;
  const sketch = sketchOf(session, id);
  if (!sketch) return;
  const settled = settle(sketch);
  if ("finding" in settled || isBlank(sketch)) dropSketch(session, id);
  if ("finding" in settled) session.change((draft) => putFinding(draft, settled.finding));
  else if (findingOf(session, id)) dropEmptied(session, id, sketch);
}

/** A finding whose text was deleted is no finding any more; what else it held stays as a draft. */
function dropEmptied(session: Session, id: Uuid, sketch: Sketch): void {
  session.change((draft) => removeFinding(draft, id));
  if (!isBlank(sketch)) keepSketch(session, sketch);
}

/** Closes the editor and hands the focus back to the code. */
export function leaveEditor(session: Session): void {
  const id = session.editing;
  closeEditor(session);
  if (id !== null) {
    const kept = sketchOf(session, id)
      ? "The draft is kept on this device."
      : "Nothing was written, nothing is kept.";
    session.notice = findingOf(session, id) ? "The finding is saved." : kept;
  }
  void tick().then(() => session.pane()?.focus());
}

/** Takes the finding out; one that said something can be brought back. */
export function deleteFinding(session: Session, id: Uuid): void {
  session.deleted = findingOf(session, id) ?? null;
  if (session.editing === id) session.editing = null;
  dropSketch(session, id);
  session.change((draft) => removeFinding(draft, id));
  session.notice = session.deleted ? "The finding is deleted; undo brings it back." : "The draft is deleted.";
  session.pane()?.focus();
}

/** Brings back what was deleted last, with the judgement of the evidence that it was made from. */
export function restoreDeleted(session: Session): boolean {
  const { deleted } = session;
  if (!deleted || !session.editable) return false;
  session.deleted = null;
  session.change((draft) => {
    const restored = putFinding(draft, deleted);
    const from = deleted.from_evidence;
    return from ? judgeEvidence(restored, from, { verdict: "real", reason: null, note: "" }) : restored;
  });
  void goToFinding(session, deleted);
  session.notice = "The finding is back.";
  return true;
}

export async function runReproducer(session: Session, id: Uuid): Promise<void> {
  const sketch = sketchOf(session, id);
  const code = sketch?.reproducer?.code ?? "";
  if (!sketch || code.trim() === "" || session.runs[id]?.kind === "waiting") return;
  session.setRun(id, { kind: "waiting" });
  const path = sketch.reproducer?.path;
  const answer = await followRun(
    session.client,
    { kind: "reproducer", candidate: sketch.candidate, finding_id: id, code, ...(path ? { path } : {}) },
    (run) => session.setRun(id, { kind: "run", run }),
  );
  if (answer.kind !== "ok") {
    const detail = answer.kind === "offline" ? "The server cannot be reached; try again." : answer.detail;
    session.setRun(id, { kind: "failed", detail });
    return;
  }
  const run = answer.value;
  const proof = run.proof ?? "unproven";
  const now = sketchOf(session, id);
  const unchanged = now ? now.reproducer?.code === code : findingOf(session, id)?.reproducer?.code === code;
  if (!unchanged) return;
  if (now) keepSketch(session, { ...now, proof, proof_run: run.id });
  session.change((draft) => proveFinding(draft, id, run.id, proof));
}

/** The finding after or before the current one, in the order of the code. */
export function stepFinding(session: Session, by: 1 | -1): void {
  const findings = inOrder(session.draft.findings);
  if (findings.length === 0) return;
  const at = findings.findIndex((finding) => finding.id === session.currentFinding);
  const next = at < 0 ? (by > 0 ? 0 : findings.length - 1) : (at + by + findings.length) % findings.length;
  const finding = findings[next];
  if (!finding) return;
  void goToFinding(session, finding);
  session.notice = `Finding ${next + 1} of ${findings.length}, ${finding.severity}, ${finding.candidate} line ${finding.start_line}: ${finding.title}`;
}

export function inOrder<T extends Finding>(findings: readonly T[]): T[] {
  return [...findings].sort(
    (one, other) =>
      one.candidate.localeCompare(other.candidate) ||
      one.path.localeCompare(other.path) ||
      one.start_line - other.start_line,
  );
}
