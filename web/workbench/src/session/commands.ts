/** What each page key does. */
import { tick } from "svelte";
import type { Act } from "../keys/dispatcher.ts";
import type { Command } from "../keys/table.ts";
import { stepChange } from "../state/alignment.ts";
import { toggleRead } from "../state/draft.ts";
import {
  changePanes,
  focusNeighbour,
  showCandidate,
  showFile,
  showTab,
  stepFile,
  toggleBench,
  toggleDrawer,
  toggleSingle,
  type Layout,
  type Tab,
} from "../state/layout.ts";
import { acceptEvidence, doubtEvidence, stepEvidence, undoEvidence } from "./evidence.ts";
import { openNewFinding, stepFinding } from "./findings.ts";
import { splitShown, type Session } from "./session.svelte.ts";
import { openCorrection } from "./submission.ts";

type Run = (session: Session, argument: number | null) => boolean | void;

const arrange =
  (next: (layout: Layout, session: Session) => Layout): Run =>
  (session) =>
    session.arrange((layout) => next(layout, session));

/** Opens a tab and puts the focus on it, so that the keyboard goes on from there. */
const tab =
  (name: Tab): Run =>
  (session) => {
    session.arrange((layout) => showTab(layout, name));
    void tick().then(() => document.getElementById(`wb-tab-${name}`)?.focus());
  };

/** Needs the code on screen. */
const code =
  (run: Run): Run =>
  (session, argument) => {
    session.driver = session.layout.focus;
    return session.layout.view === "correct" ? false : run(session, argument);
  };

/** Goes to the next change of the base file, or where the focused file differs from the first candidate's. */
function stepHunk(session: Session, by: 1 | -1): boolean {
  const letter = session.layout.focus;
  const pane = session.pane(letter);
  const [group, path] = splitShown(session.layout.paths[letter] ?? "");
  if (!pane || group !== "candidate") return false;
  const compared = session.workbench.alignments.find(
    (one) => one.second === letter && one.second_path === path,
  );
  const line = stepChange(session.changesOf(letter)[path] ?? compared?.hunks ?? [], pane.lines().from, by);
  if (line !== null) pane.reveal(line);
  return line !== null;
}

/** Opens the panel with the focus in it; from there the same key is text. */
function tryOut(session: Session): void {
  session.arrange((layout) => toggleBench({ ...layout, view: shownView(layout) }, "try"));
  void tick().then(() => document.getElementById("wb-try-code")?.focus());
}

const shownView = ({ view }: Layout): Layout["view"] => (view === "correct" ? "side" : view);

function neighbour(session: Session, by: 1 | -1): boolean | void {
  if (session.layout.view !== "side") return false;
  session.arrange((layout) => focusNeighbour(layout, by));
  session.pane()?.focus();
}

function markRead(session: Session): boolean | void {
  const letter = session.layout.focus;
  const [group, path] = splitShown(session.layout.paths[letter] ?? "");
  if (group !== "candidate") return false;
  session.change((draft) => toggleRead(draft, letter, path));
}

/** Marks the file read, then shows the next one that is not, in this candidate first. */
function readNext(session: Session): void {
  const { focus } = session.layout;
  const [, path] = splitShown(session.layout.paths[focus] ?? "");
  if (!session.draft.read[focus]?.includes(path)) markRead(session);
  const order = [focus, ...session.letters.filter((letter) => letter !== focus)];
  for (const letter of order) {
    const next = session.filesOf(letter).find((file) => !session.draft.read[letter]?.includes(file.path));
    if (next) {
      session.arrange((layout) => showFile(layout, letter, next.path));
      return;
    }
  }
  session.notice = "All files are read.";
}

function candidate(session: Session, number: number | null): boolean | void {
  const letter = session.letters[(number ?? 0) - 1];
  if (letter === undefined) return false;
  session.arrange((layout) => showCandidate(layout, letter));
  // Not a frame later: by then the next key may have opened an editor, which must keep the focus.
  void tick().then(() => session.pane(letter)?.focus());
}

const files = (session: Session): string[] => session.filesOf(session.layout.focus).map((file) => file.path);

const runs: Partial<Record<Command, Run>> = {
  "line-next": code((session) => session.pane()?.move(1)),
  "line-previous": code((session) => session.pane()?.move(-1)),
  "extend-down": code((session) => session.pane()?.extend(1)),
  "extend-up": code((session) => session.pane()?.extend(-1)),
  "finding-new": (session) => openNewFinding(session),
  "evidence-next": (session) => stepEvidence(session, 1) || stepHunk(session, 1),
  "evidence-previous": (session) => stepEvidence(session, -1) || stepHunk(session, -1),
  "finding-next": (session) => stepFinding(session, 1),
  "finding-previous": (session) => stepFinding(session, -1),
  find: (session) => session.pane()?.find(),
  inline: arrange((layout) => ({ ...layout, inline: !layout.inline })),
  fold: code((session) => session.pane()?.toggleFold()),
  "fold-all": code((session) => session.pane()?.toggleAllFolds()),
  diff: arrange((layout) => ({ ...layout, diff: !layout.diff })),
  candidate,
  "pane-left": (session) => neighbour(session, -1),
  "pane-right": (session) => neighbour(session, 1),
  single: arrange(toggleSingle),
  "pane-more": arrange((layout, session) => changePanes(layout, session.letters, 1)),
  "pane-less": arrange((layout, session) => changePanes(layout, session.letters, -1)),
  "scroll-lock": arrange((layout) => ({ ...layout, scrollLock: !layout.scrollLock })),
  dock: arrange((layout) => ({ ...layout, dock: !layout.dock })),
  "file-next": (session) => session.arrange((layout) => stepFile(layout, files(session), 1)),
  "file-previous": (session) => session.arrange((layout) => stepFile(layout, files(session), -1)),
  read: markRead,
  "read-next": readNext,
  files: arrange((layout) => toggleDrawer(layout, "files")),
  "evidence-real": (session) => void acceptEvidence(session, session.currentEvidence),
  "evidence-false": (session) => doubtEvidence(session, session.currentEvidence),
  "evidence-undo": (session) => undoEvidence(session, session.currentEvidence),
  "go-prompt": arrange((layout) => toggleDrawer(layout, "prompt")),
  "go-guidelines": arrange((layout) => toggleDrawer(layout, "guidelines")),
  "go-findings": tab("findings"),
  "go-evidence": tab("evidence"),
  "go-rubric": tab("rubric"),
  "go-ranking": (session, argument) =>
    session.workbench.task.aspects.includes("ranking") ? tab("ranking")(session, argument) : false,
  "go-correction": (session) => openCorrection(session, session.layout.focus),
  "go-side": arrange((layout) => ({ ...layout, view: "side" })),
  try: tryOut,
  preview: (session) =>
    session.workbench.previews === null
      ? false
      : session.arrange((layout) => toggleBench({ ...layout, view: shownView(layout) }, "preview")),
  "go-queue": (session) => window.location.assign(session.back),
  queue: (session) => window.location.assign(session.back),
  "save-now": (session) => void session.autosave.flush(),
  submit: (session) => void (session.dialog = "submit"),
  preferences: (session) => void (session.dialog = "preferences"),
  keys: (session) => void (session.dialog = "keys"),
};

export function commands(session: Session): Act {
  return (command, argument) => runs[command]?.(session, argument) ?? (command in runs ? undefined : false);
}
