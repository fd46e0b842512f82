/** What goes on beside the person's work: activity, heartbeats, restoring, lease, leaving the page. */
import { sameWork } from "../state/same.ts";
import { awaitEvidence } from "./evidence.ts";
import type { Session } from "./session.svelte.ts";

const BEAT_MS = 120_000;
/** How long before its end the lease is looked up and shown. */
export const LEASE_NEAR_MS = 15 * 60_000;
const LEASE_CHECK_MS = 60_000;
const LAST_SAVE_MS = 5_000;
const signs = ["keydown", "pointerdown", "input", "wheel", "scroll"] as const;

function watchActivity(session: Session): () => void {
  const notice = (): void => session.noticeActivity(performance.now());
  const options = { capture: true, passive: true };
  for (const sign of signs) document.addEventListener(sign, notice, options);
  return () => {
    for (const sign of signs) document.removeEventListener(sign, notice, options);
  };
}

function every(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds);
  return () => clearInterval(timer);
}

/** Saves when the page is left or hidden, and asks before leaving what could not be saved. */
function watchLeaving(session: Session): () => void {
  const leave = (): void => session.autosave.leave();
  const hide = (): void => {
    if (document.visibilityState === "hidden") leave();
  };
  const ask = (event: BeforeUnloadEvent): void => {
    const unsaved = session.autosave.unsaved && session.editable;
    leave();
    if (unsaved && session.saving.kind !== "saving") event.preventDefault();
  };
  const online = (): void => {
    if (session.saving.kind === "offline") void session.autosave.flush();
  };
  document.addEventListener("visibilitychange", hide);
  window.addEventListener("beforeunload", ask);
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", online);
  return () => {
    document.removeEventListener("visibilitychange", hide);
    window.removeEventListener("beforeunload", ask);
    window.removeEventListener("pagehide", leave);
    window.removeEventListener("online", online);
  };
}

/**
 * Brings back what an earlier visit could not save, or was still saving when the page was asked for. Belongs before the
 * first key: it replaces the draft.
 */
export async function restore(session: Session): Promise<void> {
  const held = await session.keep.sketches();
  session.sketches = held.filter((sketch) => session.letters.includes(sketch.candidate));
  const kept = await session.keep.get();
  if (!kept || !session.editable) return;
  const { version } = session.workbench.draft;
  const sent = kept.sent ?? kept.body;
  const known = sameWork(kept.body, session.draft);
  if (known || kept.version === version || sameWork(sent, session.draft)) {
    if (!known) {
      session.draft = kept.body;
      session.notice = "Changes kept on this device were restored.";
    }
    session.autosave.rebase(version, session.draft, !known || kept.sent !== undefined, sent);
    return;
  }
  const theirs = { version, body: session.draft };
  session.draft = kept.body;
  session.autosave.stop();
  session.saving = { kind: "conflict", theirs };
}

/** Finished runs of earlier visits, so that cards can say what was shown and how long it took. */
async function recallRuns(session: Session): Promise<void> {
  for (const finding of session.draft.findings) {
    if (finding.proof_run === null) continue;
    const answer = await session.client.runState(finding.proof_run);
    if (answer.kind === "ok" && session.runs[finding.id] === undefined) {
      session.setRun(finding.id, { kind: "run", run: answer.value });
    }
  }
  for (const [letter, { run }] of Object.entries(session.draft.corrections)) {
    if (run === null) continue;
    const answer = await session.client.runState(run);
    const key = `correction/${letter}`;
    if (answer.kind === "ok" && session.runs[key] === undefined) {
      session.setRun(key, { kind: "run", run: answer.value });
    }
  }
}

/** Learns of a renewed lease before warning of its end. */
async function checkLease(session: Session): Promise<void> {
  if (!session.editable || session.leaseExpiresAt === null) return;
  if (Date.parse(session.leaseExpiresAt) - Date.now() > LEASE_NEAR_MS) return;
  const answer = await session.client.load();
  if (answer.kind === "ok") session.leaseExpiresAt = answer.value.assignment.lease_expires_at;
  if (answer.kind === "gone") {
    session.lost = answer.detail;
    session.autosave.stop();
  }
}

/** Saves once more shortly before the end of the time, and closes when it is over. */
function watchClock(session: Session): () => void {
  let saved = false;
  return every(1_000, () => {
    if (session.endsAt === null || !session.editable) return;
    const left = session.endsAt - Date.now();
    if (left < LAST_SAVE_MS && !saved) {
      saved = true;
      void session.autosave.flush();
    }
    if (left <= 0) session.endTime();
  });
}

export function startLife(session: Session): () => void {
  void recallRuns(session);
  void checkLease(session);
  const stops = [
    watchActivity(session),
    watchLeaving(session),
    awaitEvidence(session),
    watchClock(session),
    every(BEAT_MS, () => {
      if (session.editable && session.hasActivity) session.autosave.beat();
    }),
    every(LEASE_CHECK_MS, () => void checkLease(session)),
  ];
  return () => stops.forEach((stop) => stop());
}
