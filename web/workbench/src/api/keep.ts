/** Keeps on this device (IndexedDB) what the server does not have yet. Without IndexedDB nothing is kept. */
import type { DraftBody, Uuid } from "./types.ts";
import type { Sketch } from "../state/sketch.ts";

export interface Kept {
  /** Version of the server's draft that the body was made from. */
  version: number;
  body: DraftBody;
  /** What was sent before it on top of that version, if its answer has not come: the server may have it. */
  sent?: DraftBody;
}

export interface Keep {
  /** What was not saved when the page was last closed. */
  get(): Promise<Kept | null>;
  put(kept: Kept): Promise<void>;
  clear(): Promise<void>;
  sketches(): Promise<Sketch[]>;
  putSketches(sketches: readonly Sketch[]): Promise<void>;
  /** Starts writing all that waits, before it returns: the page is being left. */
  hurry(): void;
}

const STORE = "drafts";

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("IndexedDB failed"));
  });
}

const PATIENCE_MS = 2_000;
/** From a change to its writing, however busy the page is. */
const LATEST_MS = 100;

/** Rejects when the browser does not answer: the page must not wait for its memory. */
function open(factory: IDBFactory): Promise<IDBDatabase> {
  const asked = factory.open("assay-workbench", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
  return new Promise((resolve, reject) => {
    const silent = setTimeout(() => reject(new TypeError("IndexedDB does not answer")), PATIENCE_MS);
    request(asked)
      .then(resolve, reject)
      .finally(() => clearTimeout(silent));
  });
}

/** What is typed is seen before it is kept; in a page that nobody sees, it is kept at once. Safari does not say when it is idle. */
function afterThePaint(): Promise<void> {
  if (typeof requestIdleCallback === "undefined" || document.visibilityState === "hidden")
    return Promise.resolve();
  return new Promise((resolve) => {
    const goOn = (): void => {
      cancelIdleCallback(asked);
      document.removeEventListener("visibilitychange", goOn);
      resolve();
    };
    const asked = requestIdleCallback(goOn, { timeout: LATEST_MS });
    document.addEventListener("visibilitychange", goOn);
  });
}

/** A browser may refuse storage (private windows, full disks); the draft then lives on the server alone. */
async function orNothing<T>(work: () => Promise<T>, nothing: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return nothing;
    throw error;
  }
}

export function createKeep(assignment: Uuid, factory: IDBFactory | undefined): Keep {
  const database = factory ? open(factory) : Promise.reject(new TypeError("no IndexedDB"));
  let opened: IDBDatabase | null = null;
  database.then(
    (found) => (opened = found),
    () => undefined,
  );
  const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const read = <T>(key: string): Promise<T | null> =>
    orNothing(async () => {
      const store = (await database).transaction(STORE).objectStore(STORE);
      return ((await request(store.get(key))) as T | undefined) ?? null;
    }, null);
  const put = (key: string, value: unknown): Promise<void> =>
    orNothing(async () => {
      const store = (opened ?? (await database)).transaction(STORE, "readwrite").objectStore(STORE);
      const done = value === null ? request(store.delete(key)) : request(store.put(plain(value), key));
      store.transaction.commit();
      await done;
    }, undefined);
  /** By key, what is to be written next; of what is typed meanwhile only the newest. */
  const newest = new Map<string, unknown>();
  const writing = new Map<string, Promise<void>>();
  const writeAll = async (key: string): Promise<void> => {
    try {
      await afterThePaint();
      while (newest.has(key)) {
        const value = newest.get(key);
        newest.delete(key);
        await put(key, value);
      }
    } finally {
      writing.delete(key);
    }
  };
  const write = (key: string, value: unknown): Promise<void> => {
    newest.set(key, value);
    const work = writing.get(key) ?? writeAll(key);
    writing.set(key, work);
    return work;
  };
  const hurry = (): void => {
    for (const [key, value] of newest) void put(key, value);
    newest.clear();
  };
  return {
    get: () => read<Kept>(assignment),
    put: (kept) => write(assignment, kept),
    clear: () => write(assignment, null),
    sketches: async () => (await read<Sketch[]>(`${assignment}/sketches`)) ?? [],
    putSketches: (sketches) => write(`${assignment}/sketches`, sketches.length > 0 ? sketches : null),
    hurry,
  };
}
