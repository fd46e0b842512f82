/** The steps that close something: locking the first pass, choosing between two drafts, submitting. */
import type { Answer } from "../api/client.ts";
import type { DraftBody, Letter, Problem } from "../api/types.ts";
import { showTab } from "../state/layout.ts";
import { settle } from "../state/sketch.ts";
import { closeEditor, openFinding } from "./findings.ts";
import { newId } from "./ids.ts";
import { itemOf, goToEvidence } from "./evidence.ts";
import type { Session } from "./session.svelte.ts";

function explain(session: Session, answer: Exclude<Answer<unknown>, { kind: "ok" }>): string {
  switch (answer.kind) {
    case "offline":
      return "The server cannot be reached. Nothing is lost; try again.";
    case "gone":
      session.lost = answer.detail;
      session.autosave.stop();
      return answer.detail;
    case "conflict":
      if (answer.theirs) {
        session.autosave.stop();
        session.saving = { kind: "conflict", theirs: answer.theirs };
      }
      return answer.detail;
    case "signed-out":
    case "refused":
      return answer.detail;
  }
}

/** Locks the first pass; machine evidence is shown from then on. The answer says what went wrong, if anything. */
export async function lockFirstPass(session: Session): Promise<string | null> {
  closeEditor(session);
  if (!(await session.autosave.flush())) return "The draft could not be saved, so it is not locked yet.";
  const answer = await session.client.lock(session.autosave.version, session.draft);
  if (answer.kind !== "ok") return explain(session, answer);
  session.adopt(answer.value);
  session.arrange((layout) => showTab(layout, "evidence"));
  session.notice = "The first pass is locked; machine evidence is shown.";
  return null;
}

export type Submission =
  { kind: "submitted" } | { kind: "incomplete"; detail: string } | { kind: "failed"; detail: string };

/** One key per content: the same review sent twice is one submission. */
let attempt = { content: "", key: "" };

function keyFor(content: string): string {
  if (attempt.content !== content) attempt = { content, key: newId() };
  return attempt.key;
}

export async function submit(session: Session): Promise<Submission> {
  closeEditor(session);
  if (!(await session.autosave.flush())) {
    return { kind: "failed", detail: "The draft could not be saved, so it is not submitted yet." };
  }
  const body = session.draft;
  const answer = await session.client.submit(session.autosave.version, body, keyFor(JSON.stringify(body)));
  if (answer.kind === "ok") {
    session.autosave.stop();
    await session.keep.clear();
    session.refusals = [];
    const { assignment } = session.workbench;
    session.workbench = { ...session.workbench, assignment: { ...assignment, state: "submitted" } };
    return { kind: "submitted" };
  }
  if (answer.kind === "refused" && answer.status === 422) {
    session.refusals = answer.problems;
    return { kind: "incomplete", detail: answer.detail };
  }
  return { kind: "failed", detail: explain(session, answer) };
}

/** Ends a conflict of two tabs with one of the two drafts, or with what was made of both. */
export function resolveConflict(session: Session, choice: "mine" | "theirs" | DraftBody): void {
  if (session.saving.kind !== "conflict") return;
  const { theirs } = session.saving;
  if (choice === "theirs") {
    session.editing = null;
    session.setSketches([]);
    session.draft = theirs.body;
  } else if (choice !== "mine") {
    session.editing = null;
    session.setSketches(session.sketches.filter((sketch) => "lacks" in settle(sketch)));
    session.draft = choice;
  }
  session.autosave.rebase(theirs.version, session.draft, choice !== "theirs");
}

function focusTestId(session: Session, id: string): void {
  void session.shown().then(() => {
    const found = document.querySelector<HTMLElement>(`[data-testid^="${CSS.escape(id)}"]`);
    found?.scrollIntoView({ block: "center" });
    found?.focus();
  });
}

/** Goes where something is missing. */
export function goToProblem(session: Session, problem: Problem): void {
  session.dialog = null;
  const anchor = problem.anchor ?? "";
  switch (problem.section) {
    case "findings":
      session.arrange((layout) => showTab(layout, "findings"));
      void openFinding(session, anchor);
      return;
    case "evidence": {
      session.arrange((layout) => showTab(layout, "evidence"));
      const item = itemOf(session, anchor);
      if (item) void goToEvidence(session, item);
      else focusTestId(session, "lock-first-pass");
      return;
    }
    case "rubric":
      session.arrange((layout) => showTab(layout, "rubric"));
      focusTestId(session, `rating-${anchor}`);
      return;
    case "verdict":
      session.arrange((layout) => showTab(layout, "rubric"));
      focusTestId(session, `verdict-${anchor}`);
      return;
    case "ranking":
      session.arrange((layout) => showTab(layout, "ranking"));
      focusTestId(session, anchor === "justification" ? anchor : "ranking-card-");
      return;
    case "correction":
      openCorrection(session, anchor);
  }
}

export function openCorrection(session: Session, letter: Letter): void {
  const known = session.letters.includes(letter) ? letter : session.layout.focus;
  session.arrange((layout) => ({ ...layout, focus: known, view: "correct" }));
}
