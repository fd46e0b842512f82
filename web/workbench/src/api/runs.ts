/** Starts a run in the sandbox and follows it to its end. */
import type { Answer, Client } from "./client.ts";
import type { RunRequest, RunState } from "./types.ts";

export const FIRST_WAIT_MS = 250;
export const LONGEST_WAIT_MS = 2_000;
/** While it runs, what it prints is looked at more often. */
const WAIT_FOR_OUTPUT_MS = 500;
/** After so many lost answers in a row the run is given up on screen; the server still finishes it. */
const PATIENCE = 20;

export type Progress = (run: RunState) => void;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Calls back on every change; resolves with the finished run, or with the answer that ended the wait. */
export async function followRun(
  client: Pick<Client, "run" | "runState">,
  request: RunRequest,
  onProgress: Progress,
): Promise<Answer<RunState>> {
  let answer = await client.run(request);
  if (answer.kind !== "ok") return answer;
  const { id } = answer.value;
  let wait = FIRST_WAIT_MS;
  let lost = 0;
  for (;;) {
    if (answer.kind === "ok") {
      lost = 0;
      onProgress(answer.value);
      if (answer.value.state === "done") return answer;
    } else if (answer.kind !== "offline" || (lost += 1) >= PATIENCE) {
      return answer;
    }
    await pause(wait);
    const running = answer.kind === "ok" && answer.value.state === "running";
    wait = Math.min(wait * 1.5, running ? WAIT_FOR_OUTPUT_MS : LONGEST_WAIT_MS);
    answer = await client.runState(id);
  }
}

/** What to say of a finished reproducer run, and how it should look. */
export function proofText(run: RunState): { text: string; tone: "good" | "bad" | "muted" } {
  const seconds = `${run.wall_s.toFixed(2)} s`;
  switch (run.proof) {
    case "proven":
      return { text: `Defect proven: passes once corrected · ${seconds}`, tone: "good" };
    case "demonstrated":
      if (run.outcome === "timed_out")
        return { text: `Reproduced: it does not end · stopped after ${seconds}`, tone: "good" };
      return { text: `Defect reproduced · ${seconds}`, tone: "good" };
    case "refuted":
      return { text: `Not reproduced: it passes on ${run.candidate} · ${seconds}`, tone: "bad" };
    default:
      return {
        text: `Nothing shown: ${run.reason || run.outcome || "no test ran"} · ${seconds}`,
        tone: "muted",
      };
  }
}
