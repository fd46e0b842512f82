import { IDBFactory } from "fake-indexeddb";
import { expect, test, vi } from "vitest";
import { emptyDraft } from "../state/draft.ts";
import { newSketch } from "../state/sketch.ts";
import { createKeep } from "./keep.ts";

const kept = { version: 3, body: emptyDraft() };
const place = { candidate: "A", path: "a.py", start_line: 1, end_line: 1 };

test("what was kept is there for the next visit, and gone once cleared", async () => {
  const factory = new IDBFactory();
  await createKeep("one", factory).put(kept);
  const next = createKeep("one", factory);
  expect(await next.get()).toEqual(kept);
  await next.clear();
  expect(await next.get()).toBeNull();
});

test("assignments do not see each other's drafts", async () => {
  const factory = new IDBFactory();
  await createKeep("one", factory).put(kept);
  expect(await createKeep("two", factory).get()).toBeNull();
});

test("half-written findings are kept beside the draft", async () => {
  const factory = new IDBFactory();
  const sketch = newSketch("s", place, ["correctness"]);
  await createKeep("one", factory).putSketches([sketch]);
  expect(await createKeep("one", factory).sketches()).toEqual([sketch]);
  await createKeep("one", factory).putSketches([]);
  expect(await createKeep("one", factory).sketches()).toEqual([]);
});

test("of changes that come while one is written, the newest is what is kept", async () => {
  const factory = new IDBFactory();
  const keep = createKeep("one", factory);
  const versions = [1, 2, 3, 4].map((version) => keep.put({ ...kept, version }));
  await Promise.all(versions);
  expect(await keep.get()).toEqual({ ...kept, version: 4 });
  await Promise.all([keep.put(kept), keep.clear()]);
  expect(await keep.get()).toBeNull();
});

test("in haste, what waits for the paint is written before anything else happens", async () => {
  const factory = new IDBFactory();
  vi.stubGlobal("requestIdleCallback", () => 1);
  vi.stubGlobal("document", { visibilityState: "visible", addEventListener: () => undefined });
  const keep = createKeep("one", factory);
  await keep.get();
  void keep.put(kept);
  expect(await keep.get()).toBeNull();
  void keep.put({ ...kept, version: 4 });
  keep.hurry();
  expect(await createKeep("one", factory).get()).toEqual({ ...kept, version: 4 });
  vi.unstubAllGlobals();
});

test("without IndexedDB nothing is kept and nothing breaks", async () => {
  const keep = createKeep("one", undefined);
  await keep.put(kept);
  keep.hurry();
  expect(await keep.get()).toBeNull();
  expect(await keep.sketches()).toEqual([]);
});

test("an IndexedDB that never answers keeps nothing and nobody waiting", async () => {
  vi.useFakeTimers();
  const silent = { open: () => ({}) } as unknown as IDBFactory;
  const asked = createKeep("one", silent).get();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toBeNull();
  vi.useRealTimers();
});
