// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { FakeApi } from "../../dev/api.mjs";
import { tick } from "svelte";
import type { Answer, Client } from "../api/client.ts";
import type { Keep, Kept } from "../api/keep.ts";
import type { DraftBody } from "../api/types.ts";
import { differences, merged } from "../state/merge.ts";
import { newSketch, type Sketch } from "../state/sketch.ts";
import type { CodeView } from "../editor/code-view.ts";
import { commands } from "./commands.ts";
import { editCorrection, runCorrection } from "./correction.ts";
import { acceptEvidence, rejectEvidence, stepEvidence, undoEvidence } from "./evidence.ts";
import {
  closeEditor,
  deleteFinding,
  editSketch,
  openFinding,
  openSketch,
  runReproducer,
} from "./findings.ts";
import { newId } from "./ids.ts";
import { restore, startLife } from "./life.ts";
import { Session } from "./session.svelte.ts";
import { goToProblem, lockFirstPass, resolveConflict, submit } from "./submission.ts";

/** Keeps in memory what the browser would keep in IndexedDB. */
class Memory implements Keep {
  kept: Kept | null = null;
  held: Sketch[] = [];
  get = async () => this.kept;
  put = async (kept: Kept) => void (this.kept = kept);
  clear = async () => void (this.kept = null);
  sketches = async () => this.held;
  putSketches = async (sketches: readonly Sketch[]) => void (this.held = [...sketches]);
  hurry = () => undefined;
}

function connect(api: FakeApi): Client & { keys: string[] } {
  const { id } = api.state.assignment;
  const keys: string[] = [];
  async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const [status, json] = api.answer(method, path, body === undefined ? undefined : structuredClone(body));
    const value = structuredClone(json) as T & { detail: string; version: number; body: never; problems: [] };
    if (status < 300) return { kind: "ok", value };
    const { detail } = value;
    if (status === 409)
      return { kind: "conflict", detail, theirs: { version: value.version, body: value.body } };
    return { kind: "refused", status, detail, problems: value.problems ?? [] };
  }
  return {
    keys,
    load: () => ask("GET", `/assignments/${id}`),
    save: (version, body) => ask("PUT", `/assignments/${id}/draft`, { version, body }),
    lock: (version, body) => ask("POST", `/assignments/${id}/lock`, { version, body }),
    submit: (version, body, key) => {
      keys.push(key);
      return ask("POST", `/assignments/${id}/submit`, { version, body });
    },
    run: (request) => ask("POST", `/assignments/${id}/runs`, request),
    runState: (run) => ask("GET", `/runs/${run}`),
  };
}

let api: FakeApi;
let keep: Memory;
let client: ReturnType<typeof connect>;
let session: Session;

beforeEach(() => {
  vi.useFakeTimers();
  api = new FakeApi({ number: 2 });
  keep = new Memory();
  client = connect(api);
  session = new Session(structuredClone(api.state), client, keep);
  return () => vi.useRealTimers();
});

const place = { candidate: "A", path: "src/lru.py", start_line: 32, end_line: 32 };
function write(explanation: string): string {
  const id = newId();
  openSketch(session, newSketch(id, place, session.workbench.task.aspects));
  editSketch(session, id, { explanation });
  return id;
}
async function lock(): Promise<void> {
  expect(await lockFirstPass(session)).toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  const answer = await client.load();
  if (answer.kind === "ok") session.workbench = { ...session.workbench, evidence: answer.value.evidence };
}

test("ids are version 4 UUIDs and differ", () => {
  expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newId()).not.toBe(newId());
});

test("what is asked for is on screen when the part of the page that shows it has come", async () => {
  const steps: string[] = [];
  let come = (): void => undefined;
  session.expect(new Promise((resolve) => (come = resolve)));
  const shown = session.shown().then(() => steps.push("shown"));
  await tick();
  steps.push("come");
  come();
  await shown;
  expect(steps).toEqual(["come", "shown"]);
});

describe("writing a finding", () => {
  test("what is typed reaches the server without a word of saving", async () => {
    write("The lock is released too early.");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(api.state.draft.body.findings).toMatchObject([{ title: "The lock is released too early." }]);
    expect(session.saving.kind).toBe("saved");
  });

  test("what is typed leaves the judgements of evidence untouched, and so the panes that draw them", () => {
    const id = write("Too early.");
    const { judgements } = session;
    editSketch(session, id, { explanation: "Too early, by a line." });
    expect(session.draft.findings).toMatchObject([{ explanation: "Too early, by a line." }]);
    expect(session.judgements).toBe(judgements);
  });

  test("closed with nothing in it, it leaves nothing behind", () => {
    write("");
    closeEditor(session);
    expect([session.draft.findings, session.sketches, session.editing]).toEqual([[], [], null]);
  });

  test("closed half-written, it stays on this device and comes back on the next visit", async () => {
    const id = write("");
    editSketch(session, id, { impact: "Everyone" });
    closeEditor(session);
    expect(session.draft.findings).toEqual([]);
    const next = new Session(structuredClone(api.state), client, keep);
    await restore(next);
    expect(next.sketches).toMatchObject([{ id, impact: "Everyone" }]);
  });

  test("a finding whose text is deleted is a finding no more", () => {
    const id = write("Wrong.");
    editSketch(session, id, { explanation: "" });
    closeEditor(session);
    expect([session.draft.findings, session.sketches]).toEqual([[], []]);
  });

  test("opened again and deleted, it is gone", async () => {
    const id = write("Wrong.");
    closeEditor(session);
    await openFinding(session, id);
    expect(session.editing).toBe(id);
    deleteFinding(session, id);
    expect([session.draft.findings, session.editing]).toEqual([[], null]);
  });

  test("a reproducer that fails on the candidate demonstrates the finding", async () => {
    const id = write("Wrong.");
    editSketch(session, id, { reproducer: { code: "def test_it():\n    assert False", path: "test_it.py" } });
    const run = runReproducer(session, id);
    await vi.runAllTimersAsync();
    await run;
    expect(session.draft.findings[0]).toMatchObject({ proof: "demonstrated" });
    expect(session.draft.findings[0]?.proof_run).not.toBeNull();
  });

  test("a reproducer changed while it runs is not proven by that run", async () => {
    const id = write("Wrong.");
    editSketch(session, id, { reproducer: { code: "assert False", path: "" } });
    const run = runReproducer(session, id);
    editSketch(session, id, { reproducer: { code: "assert 1 > 2", path: "" } });
    await vi.runAllTimersAsync();
    await run;
    expect(session.draft.findings[0]).toMatchObject({ proof: "unproven", proof_run: null });
  });
});

describe("machine evidence", () => {
  test("is walked through, made a finding, and opened again when that is deleted", async () => {
    await lock();
    stepEvidence(session, 1);
    const first = session.currentEvidence;
    await acceptEvidence(session, first);
    expect(session.draft.evidence[first ?? ""]).toMatchObject({ verdict: "real" });
    expect(session.sketches).toMatchObject([{ from_evidence: first, start_line: 14 }]);
    editSketch(session, session.editing ?? "", { explanation: "Indeed." });
    const [made] = session.draft.findings;
    deleteFinding(session, made?.id ?? "");
    expect(session.draft.evidence).toEqual({});
  });

  test("what was deleted last comes back with its judgement, once", async () => {
    await lock();
    stepEvidence(session, 1);
    await acceptEvidence(session, session.currentEvidence);
    closeEditor(session);
    const [made] = session.draft.findings;
    deleteFinding(session, made?.id ?? "");
    const act = commands(session);
    act("evidence-undo", null);
    expect(session.draft.findings).toEqual([made]);
    expect(session.draft.evidence[made?.from_evidence ?? ""]).toMatchObject({ verdict: "real" });
    deleteFinding(session, made?.id ?? "");
    rejectEvidence(session, session.evidenceItems[1]?.finding.id ?? "", "intended", "");
    act("evidence-undo", null);
    expect(session.draft.findings).toEqual([]);
  });

  test("is called false with a reason, which can be taken back", async () => {
    await lock();
    const id = session.evidenceItems[0]?.finding.id ?? "";
    rejectEvidence(session, id, "intended", "By design.");
    expect(session.draft.evidence[id]).toEqual({ verdict: "false", reason: "intended", note: "By design." });
    undoEvidence(session, id);
    expect(session.draft.evidence).toEqual({});
  });
});

describe("correction", () => {
  const fixed = { path: "src/lru.py", text: "fixed\n" };

  test("edits go into the draft whole, and a run of them is noted", async () => {
    editCorrection(session, "A", fixed);
    expect(session.draft.corrections["A"]?.files.map(({ path }) => path)).toEqual(["src/lru.py", "NOTES.md"]);
    const run = runCorrection(session, "A");
    await vi.runAllTimersAsync();
    await run;
    expect(session.draft.corrections["A"]?.run).not.toBeNull();
  });

  test("what was edited during a run has not been run", async () => {
    editCorrection(session, "A", fixed);
    const run = runCorrection(session, "A");
    editCorrection(session, "A", { ...fixed, text: "fixed again\n" });
    await vi.runAllTimersAsync();
    await run;
    expect(session.draft.corrections["A"]?.run).toBeNull();
  });
});

describe("locking and submitting", () => {
  test("locking saves first, then opens the second pass", async () => {
    write("Wrong.");
    await lock();
    expect(session.workbench.assignment.state).toBe("second_pass");
    expect(session.workbench.first_pass?.findings).toMatchObject([{ explanation: "Wrong." }]);
    expect(session.evidenceItems.length).toBeGreaterThan(0);
  });

  test("a refusal keeps the review open and says what is missing", async () => {
    expect(await submit(session)).toMatchObject({ kind: "incomplete" });
    expect(session.refusals).toMatchObject([{ section: "findings" }]);
    expect(session.editable).toBe(true);
  });

  test("a submitted review can no longer be changed", async () => {
    const id = write("Wrong.");
    expect(await submit(session)).toEqual({ kind: "submitted" });
    expect(session.editable).toBe(false);
    deleteFinding(session, id);
    expect(session.draft.findings).toHaveLength(1);
  });

  test("the same content is submitted under the same key, changed content under another", async () => {
    await submit(session);
    await submit(session);
    session.change((draft) => ({ ...draft, verdicts: { A: "reject" } }));
    await submit(session);
    const [first, second, third] = client.keys;
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test("what is missing leads to where it is mended", () => {
    goToProblem(session, { section: "rubric", message: "", anchor: "correctness-A" });
    expect(session.layout.tab).toBe("rubric");
    goToProblem(session, { section: "correction", message: "", anchor: "B" });
    expect(session.layout).toMatchObject({ view: "correct", focus: "B" });
  });
});

describe("two tabs and lost networks", () => {
  test("the second tab is asked, and may keep its own", async () => {
    const other = new Session(structuredClone(api.state), connect(api), new Memory());
    other.change((draft) => ({ ...draft, verdicts: { A: "accept" } }));
    await other.autosave.flush();
    session.change((draft) => ({ ...draft, verdicts: { A: "reject" } }));
    await session.autosave.flush();
    expect(session.saving.kind).toBe("conflict");
    resolveConflict(session, "mine");
    await session.autosave.flush();
    expect(api.state.draft.body.verdicts).toEqual({ A: "reject" });
  });

  test("or take theirs", async () => {
    const other = new Session(structuredClone(api.state), connect(api), new Memory());
    other.change((draft) => ({ ...draft, verdicts: { A: "accept" } }));
    await other.autosave.flush();
    session.change((draft) => ({ ...draft, verdicts: { A: "reject" } }));
    await session.autosave.flush();
    resolveConflict(session, "theirs");
    expect(session.draft.verdicts).toEqual({ A: "accept" });
    await vi.waitFor(() => expect(session.saving.kind).toBe("saved"));
  });

  test("or go on with what was made of both", async () => {
    const other = new Session(structuredClone(api.state), connect(api), new Memory());
    other.change((draft) => ({ ...draft, verdicts: { A: "accept" } }));
    await other.autosave.flush();
    const half = write("");
    editSketch(session, half, { impact: "Everyone" });
    const id = write("Wrong.");
    await session.autosave.flush();
    const theirs = session.saving.kind === "conflict" ? session.saving.theirs.body : session.draft;
    const choices = Object.fromEntries(
      differences(session.draft, theirs).map(({ key, fuller }) => [key, fuller]),
    );
    resolveConflict(session, merged(session.draft, theirs, choices));
    await session.autosave.flush();
    expect(api.state.draft.body).toMatchObject({ verdicts: { A: "accept" }, findings: [{ id }] });
    expect([session.editing, session.sketches.map((sketch) => sketch.id)]).toEqual([null, [half]]);
  });

  test("what an earlier visit could not save is brought back and saved", async () => {
    const body = { ...session.draft, verdicts: { A: "reject" as const } };
    keep.kept = { version: api.state.draft.version, body };
    await restore(session);
    expect(session.draft.verdicts).toEqual({ A: "reject" });
    await session.autosave.flush();
    expect(api.state.draft.body.verdicts).toEqual({ A: "reject" });
  });

  test("what was kept from before someone else saved is a conflict, not an overwrite", async () => {
    const body = { ...session.draft, verdicts: { A: "reject" as const } };
    keep.kept = { version: 0, body };
    await restore(session);
    expect(session.saving).toMatchObject({ kind: "conflict", theirs: { version: 1 } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(api.state.draft.body.verdicts).toEqual({});
  });
});

describe("a page that was asked for while the one before it was still saving", () => {
  const judged = (verdict: "accept" | "reject"): DraftBody => ({
    ...session.draft,
    verdicts: { A: verdict },
  });
  const put = (body: DraftBody) => connect(api).save(api.state.draft.version, body, 0);
  const goOn = async (): Promise<void> => {
    session.change((draft) => ({ ...draft, verdicts: { ...draft.verdicts, B: "reject" } }));
    await session.autosave.flush();
  };

  test("shows what was typed, and goes on from the save that arrived after it", async () => {
    const typed = judged("reject");
    keep.kept = { version: 1, body: typed };
    await restore(session);
    expect(session.draft.verdicts).toEqual({ A: "reject" });
    await put(typed);
    await goOn();
    expect(session.saving.kind).toBe("saved");
    expect(api.state.draft).toMatchObject({ version: 3, body: { verdicts: { A: "reject", B: "reject" } } });
  });

  test("goes on from what was sent before the last that was typed, come before or after it", async () => {
    const [sent, body] = [judged("accept"), judged("reject")];
    keep.kept = { version: 1, body, sent };
    await put(sent);
    const after = new Session(structuredClone(api.state), client, keep);
    await restore(after);
    expect([after.saving.kind, after.draft.verdicts]).toEqual(["saving", { A: "reject" }]);
    await restore(session);
    await goOn();
    expect(session.saving.kind).toBe("saved");
    expect(api.state.draft.body.verdicts).toEqual({ A: "reject", B: "reject" });
  });

  test("forgets what the server has, and still knows it as its own", async () => {
    keep.kept = { version: 1, body: session.draft };
    await restore(session);
    await vi.waitFor(() => expect(session.saving.kind).toBe("saved"));
    expect([keep.kept, session.notice]).toEqual([null, ""]);
    await put(session.draft);
    await goOn();
    expect(session.saving.kind).toBe("saved");
  });

  test("asks when another tab saved something else meanwhile", async () => {
    keep.kept = { version: 1, body: judged("reject") };
    await restore(session);
    await put(judged("accept"));
    await goOn();
    expect(session.saving.kind).toBe("conflict");
  });
});

test("leaving the page keeps what is typed before the page is gone", () => {
  const stop = startLife(session);
  const hurry = vi.spyOn(keep, "hurry");
  const body = { ...session.draft, verdicts: { A: "reject" as const } };
  session.change(() => body);
  window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
  expect(keep.kept).toEqual({ version: 1, body });
  expect(hurry).toHaveBeenCalledOnce();
  stop();
});

describe("the focus", () => {
  test("is on the candidate's code before the next key is read, and not taken from an editor later", async () => {
    const focus = vi.fn();
    session.panes.set("B", { focus } as unknown as CodeView);
    commands(session)("candidate", 2);
    await tick();
    expect(focus).toHaveBeenCalledOnce();
    vi.runAllTimers();
    expect(focus).toHaveBeenCalledOnce();
  });
});

describe("an assessment's clock", () => {
  const timed = (seconds_left: number): Session => {
    const state = structuredClone(api.state);
    state.assignment = { ...state.assignment, seconds_left, back: "/assessments/" };
    return new Session(state, client, keep);
  };

  test("nothing ends where saving renews the lease, and the way back is the queue", () => {
    expect([session.endsAt, session.back]).toEqual([null, "/queue/"]);
  });

  test("it counts from what the server says is left, and leads back to the assessment", () => {
    const taken = timed(60);
    expect([taken.endsAt, taken.back]).toEqual([Date.now() + 60_000, "/assessments/"]);
  });

  test("at the end nothing can be changed or saved any more", async () => {
    const taken = timed(8);
    const stop = startLife(taken);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(taken.editable).toBe(true);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([taken.editable, taken.lost]).toEqual([false, "The time is over; nothing more is taken in."]);
    stop();
  });
});
