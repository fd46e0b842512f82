import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { emptyDraft, rate } from "../state/draft.ts";
import { Autosave, DELAY_MS, type SaveState } from "./autosave.ts";
import type { Answer, Saved } from "./client.ts";
import type { Kept } from "./keep.ts";
import type { DraftBody } from "./types.ts";

const scored = (score: number): DraftBody => rate(emptyDraft(), "style", "A", score);

/** A server that answers what the test says, and otherwise saves. */
class Server {
  version = 1;
  sent: { version: number; body: DraftBody; activeMs: number; leaving: boolean }[] = [];
  answers: Answer<Saved>[] = [];
  gate: Promise<void> | null = null;

  save = async (
    version: number,
    body: DraftBody,
    activeMs: number,
    leaving = false,
  ): Promise<Answer<Saved>> => {
    this.sent.push({ version, body, activeMs, leaving });
    await this.gate;
    const answer = this.answers.shift();
    if (answer) return answer;
    this.version = version + 1;
    return { kind: "ok", value: { version: this.version, saved_at: "now" } };
  };
}

let server: Server;
let states: SaveState[];
let kept: Kept | null;
/** What the device needs to write something down. */
let slowly: () => Promise<void>;
let active: number;
let autosave: Autosave;
let hurried: number;

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  states = [];
  kept = null;
  slowly = async () => undefined;
  active = 500;
  hurried = 0;
  autosave = new Autosave(1, emptyDraft(), {
    client: server,
    keep: {
      get: async () => kept,
      put: async (next) => {
        await slowly();
        kept = next;
      },
      clear: async () => {
        await slowly();
        kept = null;
      },
      sketches: async () => [],
      putSketches: async () => undefined,
      hurry: () => void (hurried += 1),
    },
    activity: {
      take: () => active - (active = 0),
      giveBack: (milliseconds) => (active += milliseconds),
    },
    onState: (state) => states.push(state),
  });
});
afterEach(() => vi.useRealTimers());

const last = (): string | undefined => states.at(-1)?.kind;

test("changes are saved once, after a pause, on top of the version before", async () => {
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(DELAY_MS / 2);
  autosave.change(scored(2));
  await vi.advanceTimersByTimeAsync(DELAY_MS - 1);
  expect(server.sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.sent).toEqual([{ version: 1, body: scored(2), activeMs: 500, leaving: false }]);
  expect([autosave.version, last(), kept]).toEqual([2, "saved", null]);
});

test("what changes during a save is saved after it, never beside it", async () => {
  let open = (): void => undefined;
  server.gate = new Promise((resolve) => (open = resolve));
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  autosave.change(scored(2));
  await vi.advanceTimersByTimeAsync(5 * DELAY_MS);
  expect(server.sent).toHaveLength(1);
  expect(last()).toBe("saving");
  open();
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  expect(server.sent.map(({ version, body }) => [version, body])).toEqual([
    [1, scored(1)],
    [2, scored(2)],
  ]);
  expect(last()).toBe("saved");
});

test("saved is said once nothing older is kept, so that a page may be closed", async () => {
  slowly = () => new Promise((resolve) => setTimeout(resolve, 100));
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(DELAY_MS + 50);
  expect([server.sent.length, last(), kept]).toEqual([1, "saving", null]);
  await vi.advanceTimersByTimeAsync(100);
  expect([last(), kept]).toEqual(["saving", { version: 1, body: scored(1) }]);
  await vi.advanceTimersByTimeAsync(100);
  expect([last(), kept, autosave.unsaved]).toEqual(["saved", null, false]);
});

test("what changes while the device forgets is not called saved", async () => {
  slowly = () => new Promise((resolve) => setTimeout(resolve, 100));
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(DELAY_MS + 150);
  autosave.change(scored(2));
  await vi.advanceTimersByTimeAsync(100);
  expect([last(), autosave.unsaved]).toEqual(["saving", true]);
  await vi.advanceTimersByTimeAsync(2 * DELAY_MS);
  expect([last(), server.sent.length, kept]).toEqual(["saved", 2, null]);
});

describe("without a server", () => {
  test("the draft is kept on the device, time is not lost, and saving is tried again", async () => {
    server.answers = [{ kind: "offline" }];
    autosave.change(scored(1));
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(last()).toBe("offline");
    expect(kept).toEqual({ version: 1, body: scored(1) });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.sent.map(({ activeMs }) => activeMs)).toEqual([500, 500]);
    expect([last(), kept, autosave.unsaved]).toEqual(["saved", null, false]);
  });

  test("a flush says that it failed", async () => {
    server.answers = [{ kind: "offline" }];
    autosave.change(scored(1));
    expect(await autosave.flush()).toBe(false);
    expect(await autosave.flush()).toBe(true);
  });
});

describe("two tabs", () => {
  const theirs = { version: 7, body: scored(5) };

  test("a newer draft of another tab stops saving and asks", async () => {
    server.answers = [{ kind: "conflict", detail: "", theirs }];
    autosave.change(scored(1));
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(states.at(-1)).toEqual({ kind: "conflict", theirs });
    autosave.change(scored(2));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.sent).toHaveLength(1);
    expect(kept).toEqual({ version: 1, body: scored(2) });
  });

  test("keeping mine goes on from their version", async () => {
    autosave.rebase(theirs.version, scored(1), true);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(server.sent[0]).toMatchObject({ version: 7, body: scored(1) });
  });

  test("taking theirs saves nothing", async () => {
    autosave.rebase(theirs.version, theirs.body, false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([server.sent, autosave.version, last()]).toEqual([[], 7, "saved"]);
  });

  test("a newer draft that says the same is our own lost answer", async () => {
    server.answers = [{ kind: "conflict", detail: "", theirs: { version: 2, body: scored(1) } }];
    autosave.change(scored(1));
    expect(await autosave.flush()).toBe(true);
    expect([autosave.version, last()]).toEqual([2, "saved"]);
  });

  test("our own lost answer is no other tab, whatever was typed since", async () => {
    const own = { version: 2, body: scored(1) };
    server.answers = [{ kind: "offline" }, { kind: "conflict", detail: "", theirs: own }];
    autosave.change(scored(1));
    expect(await autosave.flush()).toBe(false);
    autosave.change(scored(2));
    expect(await autosave.flush()).toBe(true);
    expect(server.sent.at(-1)).toMatchObject({ version: 2, body: scored(2) });
    expect([autosave.version, last(), kept]).toEqual([3, "saved", null]);
  });
});

test("a lost lease ends saving for good", async () => {
  server.answers = [{ kind: "gone", detail: "The lease ran out." }];
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  expect(states.at(-1)).toEqual({ kind: "gone", detail: "The lease ran out." });
  autosave.change(scored(2));
  autosave.beat();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.sent).toHaveLength(1);
});

test("a refused draft is not sent over and over, but the next change is", async () => {
  server.answers = [{ kind: "refused", status: 422, detail: "Too long.", problems: [] }];
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.sent).toHaveLength(1);
  expect(states.at(-1)).toEqual({ kind: "refused", detail: "Too long." });
  autosave.change(scored(2));
  await vi.advanceTimersByTimeAsync(DELAY_MS);
  expect(last()).toBe("saved");
});

test("who is signed out keeps the draft on the device, and goes on once signed in", async () => {
  server.answers = [{ kind: "signed-out", detail: "Sign in." }];
  autosave.change(scored(1));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([server.sent.length, last(), active]).toEqual([1, "signed-out", 500]);
  expect(kept).toEqual({ version: 1, body: scored(1) });
  expect(await autosave.flush()).toBe(true);
  expect([last(), kept]).toEqual(["saved", null]);
});

test("a heartbeat sends the time of someone who only reads", async () => {
  autosave.beat();
  await vi.advanceTimersByTimeAsync(0);
  expect(server.sent).toEqual([{ version: 1, body: emptyDraft(), activeMs: 500, leaving: false }]);
});

describe("leaving the page", () => {
  test("sends at once, in a way that outlives it, and keeps in haste what the server may not have", async () => {
    server.gate = new Promise(() => undefined);
    autosave.change(scored(1));
    expect(autosave.unsaved).toBe(true);
    autosave.leave();
    expect(server.sent).toMatchObject([{ leaving: true }]);
    await Promise.resolve();
    expect([hurried, kept]).toEqual([1, { version: 1, body: scored(1) }]);
  });

  test("while something is sent keeps that beside what was typed since", async () => {
    server.gate = new Promise(() => undefined);
    autosave.change(scored(1));
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    autosave.change(scored(2));
    autosave.leave();
    await Promise.resolve();
    expect([server.sent.length, hurried]).toEqual([1, 1]);
    expect(kept).toEqual({ version: 1, body: scored(2), sent: scored(1) });
  });

  test("with all saved keeps nothing", async () => {
    autosave.change(scored(1));
    await autosave.flush();
    autosave.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([kept, server.sent.length]).toEqual([null, 1]);
  });
});
