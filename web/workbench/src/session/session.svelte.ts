/** The one store: what the server sent, the draft, and what is on screen. Views read it; `session/*.ts` change it. */
import { tick } from "svelte";
import type { SaveState } from "../api/autosave.ts";
import { Autosave } from "../api/autosave.ts";
import type { Client } from "../api/client.ts";
import type { Keep } from "../api/keep.ts";
import type {
  DraftBody,
  Finding,
  Hunk,
  Letter,
  Problem,
  RunState,
  SourceFile,
  Uuid,
  Workbench,
} from "../api/types.ts";
import type { CodeView, LeftAt } from "../editor/code-view.ts";
import { giveBack, noActivity, noticed, take, type Activity } from "../state/activity.ts";
import { missing } from "../state/completeness.ts";
import { evidenceList } from "../state/evidence.ts";
import { startingLayout, type Layout } from "../state/layout.ts";
import { same } from "../state/same.ts";
import type { Sketch } from "../state/sketch.ts";

export type Dialog = "submit" | "keys" | "preferences" | "lock" | null;
export type RunView =
  { kind: "waiting" } | { kind: "run"; run: RunState } | { kind: "failed"; detail: string };

const QUEUE = "/queue/";

export interface Trial {
  code: string;
  asked: string;
  right: Letter | null;
}

export class Session {
  workbench = $state.raw<Workbench>() as Workbench;
  draft = $state.raw<DraftBody>() as DraftBody;
  layout = $state.raw<Layout>() as Layout;
  /** Findings being written: the open one, and those that do not say anything yet. */
  sketches = $state.raw<readonly Sketch[]>([]);
  editing = $state<Uuid | null>(null);
  currentFinding = $state<Uuid | null>(null);
  currentEvidence = $state<Uuid | null>(null);
  /** Evidence whose reason for being false is asked for. */
  doubting = $state<Uuid | null>(null);
  /** The finding that was deleted last, until something else is done that can be undone. */
  deleted: Finding | null = null;
  runs = $state.raw<Readonly<Record<string, RunView>>>({});
  /** What is typed in the Try panel, what was last run, and whose answer was called right. */
  trial = $state.raw<Trial>({ code: "", asked: "", right: null });
  saving = $state.raw<SaveState>({ kind: "saved" });
  dialog = $state<Dialog>(null);
  notice = $state("");
  /** The sections the server found incomplete at the last attempt to submit. */
  refusals = $state.raw<readonly Problem[]>([]);
  pendingKeys = $state("");
  leaseExpiresAt = $state<string | null>(null);
  lost = $state<string | null>(null);
  /** When the server takes nothing more in, by this device's clock; null where saving renews the lease. */
  endsAt = $state<number | null>(null);

  readonly editable = $derived(
    this.lost === null && ["first_pass", "second_pass"].includes(this.workbench.assignment.state),
  );
  readonly back = $derived(this.workbench.assignment.back ?? QUEUE);
  readonly letters = $derived(this.workbench.candidates.map(({ letter }) => letter));
  readonly evidenceItems = $derived(evidenceList(this.workbench.evidence));
  /** The same object until a judgement changes: what depends on it is left alone by everything else that is typed. */
  readonly judgements = $derived(this.draft.evidence);
  readonly problems = $derived(missing(this.workbench, this.draft));

  readonly panes = new Map<Letter, CodeView>();
  /** The pane that the others follow when they scroll together. */
  driver: Letter = "A";
  readonly leftAt = new Map<Letter, Map<string, LeftAt>>();
  readonly autosave: Autosave;
  readonly client: Client;
  readonly keep: Keep;
  readonly nonce: string;
  #activity: Activity = noActivity;
  /** Parts of the screen that are asked for, but have not come yet. */
  #expected: Promise<void> | null = null;

  constructor(workbench: Workbench, client: Client, keep: Keep, nonce = "", width = 1280) {
    this.workbench = workbench;
    this.draft = workbench.draft.body;
    this.layout = startingLayout(workbench.candidates, width);
    this.leaseExpiresAt = workbench.assignment.lease_expires_at;
    this.#setClock(workbench.assignment.seconds_left);
    this.client = client;
    this.keep = keep;
    this.nonce = nonce;
    this.autosave = new Autosave(workbench.draft.version, workbench.draft.body, {
      client,
      keep,
      activity: {
        take: () => this.#takeActivity(),
        giveBack: (milliseconds) => {
          this.#activity = giveBack(this.#activity, milliseconds);
        },
      },
      onState: (state) => this.#onSaveState(state),
      onSaved: (saved) => {
        if (saved.lease_expires_at !== undefined) this.leaseExpiresAt = saved.lease_expires_at;
        this.#setClock(saved.seconds_left);
      },
    });
  }

  /** The server says how long is left, never when: the two clocks may differ. */
  #setClock(secondsLeft: number | null | undefined): void {
    this.endsAt = typeof secondsLeft === "number" ? Date.now() + secondsLeft * 1000 : null;
  }

  /** The server takes nothing more in. */
  endTime(): void {
    this.lost = "The time is over; nothing more is taken in.";
    this.autosave.stop();
  }

  #takeActivity(): number {
    const [sent, rest] = take(this.#activity);
    this.#activity = rest;
    return sent;
  }

  #onSaveState(state: SaveState): void {
    this.saving = state;
    if (state.kind === "gone") this.lost = state.detail;
  }

  noticeActivity(now: number): void {
    this.#activity = noticed(this.#activity, now);
  }

  get hasActivity(): boolean {
    return this.#activity.pending >= 1;
  }

  /** Applies a pure change to the draft and has it saved. Nothing changes when the review is closed. */
  change(next: (draft: DraftBody) => DraftBody): void {
    if (!this.editable) return;
    const draft = next(this.draft);
    if (same(draft, this.draft)) return;
    this.draft = draft;
    this.autosave.change(draft);
  }

  /** Says that a part of the screen is on its way. */
  expect(coming: Promise<void>): void {
    this.#expected = coming;
  }

  /** Resolves when what was just asked for is on screen. */
  async shown(): Promise<void> {
    await tick();
    if (this.#expected === null) return;
    await this.#expected;
    this.#expected = null;
    await tick();
  }

  arrange(next: (layout: Layout) => Layout): void {
    this.layout = next(this.layout);
  }

  /** Takes over what the server sent, after a lock. */
  adopt(workbench: Workbench): void {
    this.workbench = workbench;
    this.draft = workbench.draft.body;
    this.leaseExpiresAt = workbench.assignment.lease_expires_at;
    this.#setClock(workbench.assignment.seconds_left);
    this.autosave.rebase(workbench.draft.version, workbench.draft.body, false);
  }

  setRun(key: string, view: RunView): void {
    this.runs = { ...this.runs, [key]: view };
  }

  setSketches(sketches: readonly Sketch[]): void {
    this.sketches = sketches;
    void this.keep.putSketches(sketches);
  }

  filesOf(letter: Letter): readonly SourceFile[] {
    return this.workbench.candidates.find((candidate) => candidate.letter === letter)?.files ?? [];
  }

  /** What the candidate changed of the base files: path to hunks. */
  changesOf(letter: Letter): Readonly<Record<string, Hunk[]>> {
    return this.workbench.candidates.find((candidate) => candidate.letter === letter)?.changes ?? {};
  }

  /** The file on screen for a candidate: its own, a visible test or a base file. */
  shownFile(letter: Letter): SourceFile {
    const path = this.layout.paths[letter] ?? "";
    const { visible_tests: tests, base_files: base } = this.workbench.task;
    const [group, name] = splitShown(path);
    const files = group === "tests" ? tests : group === "base" ? base : this.filesOf(letter);
    return files.find((file) => file.path === name) ?? this.filesOf(letter)[0] ?? { path: "", text: "" };
  }

  /** Where the files of a candidate's pane were left. */
  placesOf(letter: Letter): Map<string, LeftAt> {
    const known = this.leftAt.get(letter) ?? new Map<string, LeftAt>();
    this.leftAt.set(letter, known);
    return known;
  }

  pane(letter: Letter = this.layout.focus): CodeView | undefined {
    return this.panes.get(letter);
  }
}

export type FileGroup = "candidate" | "tests" | "base";

/** Tests and base files are shown under a prefix that no path of a candidate can have. */
export function splitShown(path: string): [FileGroup, string] {
  const found = /^\/(tests|base)\/(.*)$/s.exec(path);
  return found ? [found[1] as FileGroup, found[2] ?? ""] : ["candidate", path];
}
export const shownPath = (group: FileGroup, path: string): string =>
  group === "candidate" ? path : `/${group}/${path}`;
