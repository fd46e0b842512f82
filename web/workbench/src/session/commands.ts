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
  type Drawer,
  type Layout,
  type Tab,
} from "../state/layout.ts";
import { acceptEvidence, doubtEvidence, stepEvidence, undoEvidence } from "./evidence.ts";
import { openFindingHere, openNewFinding, restoreDeleted, stepFinding } from "./findings.ts";
import { splitShown, type Session } from "./session.svelte.ts";
import { openCorrection } from "./submission.ts";

type Run = (session: Session, argument: number | null) => boolean | void;

/** Changes what is on screen; what came of it is said, for those who do not see it. */
const arrange =
  (next: (layout: Layout, session: Session) => Layout, said: (layout: Layout) => string): Run =>
  (session) => {
    session.arrange((layout) => next(layout, session));
    session.notice = said(session.layout);
  };

/** Opens a drawer with the focus in it; closed by the same key, the focus is in the code again. */
const drawer =
  (name: Exclude<Drawer, null>): Run =>
  (session) => {
    session.arrange((layout) => toggleDrawer(layout, name));
    void tick().then(() => {
      if (session.layout.drawer === null) session.pane()?.focus();
      else focusDrawer();
    });
  };

function focusDrawer(): void {
  const drawn = document.getElementById("wb-drawer");
  (drawn?.querySelector<HTMLElement>("[data-first]") ?? drawn)?.focus();
}

const panesSaid = ({ view, panes, focus }: Layout): string =>
  view === "side" ? `Side by side: ${panes.join(", ")}` : `Candidate ${focus} alone`;

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
  session.notice = `${path} is ${session.draft.read[letter]?.includes(path) ? "marked read" : "not read"}`;
}

/** The next or previous file of the focused candidate, said with its place among them. */
function otherFile(session: Session, by: 1 | -1): void {
  const { focus } = session.layout;
  const paths = session.filesOf(focus).map((file) => file.path);
  session.arrange((layout) => stepFile(layout, paths, by));
  const path = session.layout.paths[focus] ?? "";
  session.notice = `${path}, file ${paths.indexOf(path) + 1} of ${paths.length}`;
}

/** Out of the panels, back to where one was in the code. */
function toCode(session: Session): boolean {
  const pane = session.pane();
  if (!pane || pane.view.hasFocus) return false;
  pane.focus();
  return true;
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

const runs: Partial<Record<Command, Run>> = {
  "line-next": code((session) => session.pane()?.move(1)),
  "line-previous": code((session) => session.pane()?.move(-1)),
  "page-down": code((session) => session.pane()?.page(1)),
  "page-up": code((session) => session.pane()?.page(-1)),
  "extend-down": code((session) => session.pane()?.extend(1)),
  "extend-up": code((session) => session.pane()?.extend(-1)),
  "finding-new": (session) => openNewFinding(session),
  "finding-open": code((session) => openFindingHere(session)),
  "evidence-next": (session) => stepEvidence(session, 1) || stepHunk(session, 1),
  "evidence-previous": (session) => stepEvidence(session, -1) || stepHunk(session, -1),
  "finding-next": (session) => stepFinding(session, 1),
  "finding-previous": (session) => stepFinding(session, -1),
  find: (session) => session.pane()?.find(),
  inline: arrange(
    (layout) => ({ ...layout, inline: !layout.inline }),
    ({ inline }) => `Findings in the code are ${inline ? "shown" : "hidden"}`,
  ),
  fold: code((session) => session.pane()?.toggleFold()),
  "fold-all": code((session) => session.pane()?.toggleAllFolds()),
  diff: arrange(
    (layout) => ({ ...layout, diff: !layout.diff }),
    ({ diff }) => `What changed of the base is ${diff ? "shown" : "hidden"}`,
  ),
  candidate,
  "pane-left": (session) => neighbour(session, -1),
  "pane-right": (session) => neighbour(session, 1),
  single: arrange(toggleSingle, panesSaid),
  "pane-more": arrange((layout, session) => changePanes(layout, session.letters, 1), panesSaid),
  "pane-less": arrange((layout, session) => changePanes(layout, session.letters, -1), panesSaid),
  "scroll-lock": arrange(
    (layout) => ({ ...layout, scrollLock: !layout.scrollLock }),
    ({ scrollLock }) => `Panes scroll ${scrollLock ? "together" : "each by itself"}`,
  ),
  dock: arrange(
    (layout) => ({ ...layout, dock: !layout.dock }),
    ({ dock }) => `Panels are ${dock ? "shown" : "hidden"}`,
  ),
  "file-next": (session) => otherFile(session, 1),
  "file-previous": (session) => otherFile(session, -1),
  read: markRead,
  "read-next": readNext,
  files: drawer("files"),
  "evidence-real": (session) => void acceptEvidence(session, session.currentEvidence),
  "evidence-false": (session) => doubtEvidence(session, session.currentEvidence),
  "evidence-undo": (session) => restoreDeleted(session) || undoEvidence(session, session.currentEvidence),
  "go-prompt": drawer("prompt"),
  "go-guidelines": drawer("guidelines"),
  "go-findings": tab("findings"),
  "go-evidence": tab("evidence"),
  "go-rubric": tab("rubric"),
  "go-ranking": (session, argument) =>
    session.workbench.task.aspects.includes("ranking") ? tab("ranking")(session, argument) : false,
  "go-correction": (session) => openCorrection(session, session.layout.focus),
  "go-side": arrange((layout) => ({ ...layout, view: "side" }), panesSaid),
  "go-code": toCode,
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
