/** Judging machine evidence: walk through it, call it real or false, take that back. */
import type { Uuid } from "../api/types.ts";
import { judgeEvidence, reopenEvidence } from "../state/draft.ts";
import { step, type Item } from "../state/evidence.ts";
import { showTab } from "../state/layout.ts";
import { sketchFromEvidence } from "../state/sketch.ts";
import { goToPlace, openFinding, openSketch } from "./findings.ts";
import { newId } from "./ids.ts";
import type { Session } from "./session.svelte.ts";

const POLL_MS = 3_000;

export async function goToEvidence(session: Session, item: Item): Promise<void> {
  session.currentEvidence = item.finding.id;
  if (session.doubting !== item.finding.id) session.doubting = null;
  session.arrange((layout) => showTab(layout, "evidence"));
  const { path, start_line: from, end_line: to } = item.finding;
  await goToPlace(session, item.letter, path, from, to);
}

export function stepEvidence(session: Session, by: 1 | -1): boolean {
  const item = step(session.evidenceItems, session.currentEvidence, by);
  if (!item) return false;
  void goToEvidence(session, item);
  const { finding, letter } = item;
  const items = session.evidenceItems;
  const judged = session.draft.evidence[finding.id]?.verdict;
  session.notice = [
    `Evidence ${items.indexOf(item) + 1} of ${items.length}${judged ? `, judged ${judged}` : ""}`,
    `${finding.source.name} on ${letter} line ${finding.start_line}`,
    finding.title,
  ].join(": ");
  return true;
}

export function itemOf(session: Session, id: Uuid | null): Item | undefined {
  return session.evidenceItems.find(({ finding }) => finding.id === id);
}

/** Opens a finding that says what the machine said; the reviewer corrects and saves it. */
export async function acceptEvidence(session: Session, id: Uuid | null): Promise<void> {
  const item = itemOf(session, id);
  if (!item || !session.editable) return;
  session.doubting = null;
  session.deleted = null;
  session.change((draft) =>
    judgeEvidence(draft, item.finding.id, { verdict: "real", reason: null, note: "" }),
  );
  await goToEvidence(session, item);
  const made = session.draft.findings.find((finding) => finding.from_evidence === item.finding.id);
  if (made) await openFinding(session, made.id);
  else openSketch(session, sketchFromEvidence(newId(), item.letter, item.finding));
}

export function doubtEvidence(session: Session, id: Uuid | null): void {
  const item = itemOf(session, id);
  if (!item || !session.editable) return;
  session.currentEvidence = item.finding.id;
  session.doubting = item.finding.id;
  session.arrange((layout) => showTab(layout, "evidence"));
}

export function rejectEvidence(session: Session, id: Uuid, reason: string, note: string): void {
  session.deleted = null;
  session.change((draft) => judgeEvidence(draft, id, { verdict: "false", reason, note }));
  session.notice = "The evidence is judged false.";
  session.doubting = null;
  session.pane()?.focus();
}

export function undoEvidence(session: Session, id: Uuid | null): void {
  if (id === null) return;
  session.doubting = null;
  session.change((draft) => reopenEvidence(draft, id));
  session.notice = "The judgement is taken back.";
}

/** Asks again while evidence is being collected; stops by itself. */
export function awaitEvidence(session: Session): () => void {
  const timer = setInterval(() => {
    if (session.workbench.evidence?.state !== "pending") return;
    void session.client.load().then((answer) => {
      if (answer.kind !== "ok" || answer.value.evidence?.state !== "ready") return;
      session.workbench = { ...session.workbench, evidence: answer.value.evidence };
      session.notice = "Machine evidence has arrived.";
    });
  }, POLL_MS);
  return () => clearInterval(timer);
}
