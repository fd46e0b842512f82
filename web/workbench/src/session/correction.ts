/** Correcting a candidate: edits go into the draft, the tests run on them in the sandbox. */
import { followRun } from "../api/runs.ts";
import type { Letter, SourceFile } from "../api/types.ts";
import { correctFile, setCorrectionRun } from "../state/draft.ts";
import { same } from "../state/same.ts";
import type { Session } from "./session.svelte.ts";

export const correctionKey = (letter: Letter): string => `correction/${letter}`;

export function editCorrection(session: Session, letter: Letter, edited: SourceFile): void {
  session.change((draft) => correctFile(draft, letter, session.filesOf(letter), edited));
}

export async function runCorrection(session: Session, letter: Letter): Promise<void> {
  const key = correctionKey(letter);
  const files = session.draft.corrections[letter]?.files;
  if (!files || session.runs[key]?.kind === "waiting") return;
  session.setRun(key, { kind: "waiting" });
  const answer = await followRun(session.client, { kind: "correction", candidate: letter, files }, (run) =>
    session.setRun(key, { kind: "run", run }),
  );
  if (answer.kind !== "ok") {
    const detail = answer.kind === "offline" ? "The server cannot be reached; try again." : answer.detail;
    session.setRun(key, { kind: "failed", detail });
    return;
  }
  const unchanged = same(session.draft.corrections[letter]?.files, files);
  if (unchanged) session.change((draft) => setCorrectionRun(draft, letter, answer.value.id));
}
