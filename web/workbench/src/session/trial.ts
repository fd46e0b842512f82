/** Trying an input on every candidate, and making a finding of a difference. */
import { followRun } from "../api/runs.ts";
import type { Letter } from "../api/types.ts";
import { definition, expected, explanation, reproducer, type Answers } from "../state/trial.ts";
import { newSketch } from "../state/sketch.ts";
import { goToPlace, openSketch } from "./findings.ts";
import { newId } from "./ids.ts";
import type { Session } from "./session.svelte.ts";

export const TRIAL = "trial";

export async function runTrial(session: Session): Promise<void> {
  const { code } = session.trial;
  const busy = session.runs[TRIAL]?.kind === "waiting" || running(session);
  if (!session.editable || busy || (code.trim() === "" && session.workbench.task.language !== "sql")) return;
  session.trial = { ...session.trial, asked: code, right: null };
  session.setRun(TRIAL, { kind: "waiting" });
  const answer = await followRun(session.client, { kind: "trial", code }, (run) =>
    session.setRun(TRIAL, { kind: "run", run }),
  );
  if (answer.kind !== "ok") {
    const detail = answer.kind === "offline" ? "The server cannot be reached; try again." : answer.detail;
    session.setRun(TRIAL, { kind: "failed", detail });
  }
}

export function running(session: Session): boolean {
  const view = session.runs[TRIAL];
  return view?.kind === "waiting" || (view?.kind === "run" && view.run.state !== "done");
}

export function answersOf(session: Session): Answers {
  const view = session.runs[TRIAL];
  return view?.kind === "run" ? view.run.tried : {};
}

/** Opens a finding about `letter`, with a reproducer that claims what another candidate answered. */
export async function makeReproducer(session: Session, letter: Letter): Promise<boolean> {
  const answers = answersOf(session);
  const mine = answers[letter];
  if (!mine || !session.editable) return false;
  const { asked, right: chosen } = session.trial;
  const right = expected(answers, letter, chosen);
  const code = reproducer(answers, letter, right);
  const files = session.filesOf(letter);
  const known = mine.line !== null && files.some((file) => file.path === mine.path);
  const place = known
    ? { path: mine.path, line: mine.line ?? 1 }
    : definition(files, session.workbench.task.entry_point);
  const text = explanation(asked, answers, letter, right);
  await goToPlace(session, letter, place.path, place.line);
  const lines = { candidate: letter, path: place.path, start_line: place.line, end_line: place.line };
  const sketch = newSketch(newId(), lines, session.workbench.task.aspects);
  openSketch(session, {
    ...sketch,
    explanation: text,
    title: text.slice(0, 300),
    reproducer: code === null ? null : { code, path: "" },
  });
  if (code === null) session.notice = "Calls in this language are not written as a test: write it by hand.";
  else if (right === null) session.notice = "All answer alike: change what the test expects.";
  return true;
}
