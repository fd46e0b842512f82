/**
 * Saves a draft a moment after it changed: one request at a time, each on top of the version before it. What the
 * server does not have yet is kept on this device. Two tabs conflict visibly.
 */
import type { Client, Saved } from "./client.ts";
import type { Keep, Kept } from "./keep.ts";
import type { DraftBody } from "./types.ts";
import { sameWork } from "../state/same.ts";

export type SaveState =
  | { kind: "saved" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "conflict"; theirs: { version: number; body: DraftBody } }
  | { kind: "gone"; detail: string }
  | { kind: "signed-out" }
  | { kind: "refused"; detail: string };

export const DELAY_MS = 800;
const RETRY_MS = [2_000, 5_000, 15_000, 30_000];

export interface AutosaveOptions {
  client: Pick<Client, "save">;
  keep: Keep;
  /** Milliseconds of activity since the last call, and a way to put them back when the request failed. */
  activity: { take(): number; giveBack(milliseconds: number): void };
  onState(state: SaveState): void;
  onSaved?(saved: Saved): void;
}

export class Autosave {
  #version: number;
  #body: DraftBody;
  #dirty = false;
  /** What was sent on top of the version and not answered so far: the server may have it. */
  #sent: DraftBody | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  #failures = 0;
  #stopped = false;
  readonly #options: AutosaveOptions;

  constructor(version: number, body: DraftBody, options: AutosaveOptions) {
    this.#version = version;
    this.#body = body;
    this.#options = options;
  }

  /** Version of the server's draft that the next save replaces. */
  get version(): number {
    return this.#version;
  }

  get unsaved(): boolean {
    return this.#dirty || this.#running !== null;
  }

  /** Notes the newest draft; it is saved after a short pause. */
  change(body: DraftBody): void {
    this.#body = body;
    this.#dirty = true;
    if (this.#stopped) {
      void this.#options.keep.put(this.#copy());
      return;
    }
    this.#options.onState({ kind: "saving" });
    this.#schedule(DELAY_MS);
  }

  /** Saves now what is not saved; resolves true when the server has everything. */
  async flush(leaving = false): Promise<boolean> {
    this.#cancel();
    while (!this.#stopped && (this.#running || this.#dirty)) {
      const failures = this.#failures;
      await (this.#running ?? this.#save(leaving));
      if (this.#failures > failures) return false;
    }
    return !this.#dirty;
  }

  /** Keeps what the server may not have before this returns, and sends it if nothing else is on its way. */
  leave(): void {
    const asked = this.#running !== null && this.#sent !== null;
    if (this.#dirty || asked) void this.#options.keep.put(this.#copy());
    void this.flush(true);
    this.#options.keep.hurry();
  }

  /** Saves even when nothing changed, so that time at work is counted and the lease goes on. */
  beat(): void {
    if (this.#stopped || this.unsaved) return;
    this.#dirty = true;
    void this.flush();
  }

  /**
   * Goes on from another version: after a lock, when the person chose between two drafts, or where an earlier visit
   * ended, which may have sent something.
   */
  rebase(version: number, body: DraftBody, unsaved: boolean, sent: DraftBody | null = null): void {
    this.#version = version;
    this.#body = body;
    this.#sent = sent;
    this.#stopped = false;
    this.#failures = 0;
    this.#dirty = false;
    if (unsaved) return this.change(body);
    this.#options.onState({ kind: "saving" });
    void this.#settle();
  }

  /** Ends saving for good: submitted, or the lease is lost. */
  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #schedule(delay: number): void {
    this.#cancel();
    this.#timer = setTimeout(() => void this.flush(), delay);
  }

  #cancel(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Says so once this device keeps nothing: a page that is closed then leaves no older copy behind. */
  async #settle(): Promise<void> {
    await this.#options.keep.clear();
    if (!this.#dirty) this.#options.onState({ kind: "saved" });
  }

  #copy(): Kept {
    const copy = { version: this.#version, body: this.#body };
    return this.#sent === null || this.#sent === this.#body ? copy : { ...copy, sent: this.#sent };
  }

  #save(leaving: boolean): Promise<void> {
    this.#running = this.#send(leaving).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(leaving: boolean): Promise<void> {
    const { client, keep, activity, onState, onSaved } = this.#options;
    const body = this.#body;
    const activeMs = activity.take();
    this.#dirty = false;
    onState({ kind: "saving" });
    const kept = keep.put(this.#copy());
    const before = this.#sent;
    this.#sent = body;
    const answer = await client.save(this.#version, body, activeMs, leaving);
    await kept;
    if (answer.kind === "ok") {
      this.#failures = 0;
      this.#version = answer.value.version;
      this.#sent = null;
      onSaved?.(answer.value);
      if (!this.#dirty) await this.#settle();
      return;
    }
    activity.giveBack(activeMs);
    this.#dirty = true;
    this.#failures += 1;
    if (answer.kind !== "offline") this.#sent = before;
    if (answer.kind === "offline") {
      onState({ kind: "offline" });
      this.#schedule(RETRY_MS[Math.min(this.#failures, RETRY_MS.length) - 1] ?? DELAY_MS);
    } else if (answer.kind === "conflict" && answer.theirs) {
      await this.#meet(answer.theirs);
    } else if (answer.kind === "gone") {
      this.stop();
      onState({ kind: "gone", detail: answer.detail });
    } else if (answer.kind === "signed-out") {
      onState({ kind: "signed-out" });
    } else {
      if (answer.kind === "conflict") this.stop();
      onState({ kind: "refused", detail: answer.detail });
    }
  }

  /** Another draft stands on the server. When it says the same as ours (our own lost answer), go on from it. */
  async #meet(theirs: { version: number; body: DraftBody }): Promise<void> {
    const saved = sameWork(theirs.body, this.#body);
    if (saved || (this.#sent !== null && sameWork(theirs.body, this.#sent))) {
      this.#version = theirs.version;
      this.#sent = null;
      this.#dirty = !saved;
      this.#failures = 0;
      if (saved) await this.#settle();
      return;
    }
    this.stop();
    this.#options.onState({ kind: "conflict", theirs });
  }
}
