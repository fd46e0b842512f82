/** Every key of the workbench, once: the dispatcher obeys this table and the `?` dialog shows it. */

/** Where a binding works: on the page outside fields, or inside one part that has the focus. */
export type Scope = "page" | "finding" | "ranking" | "correct" | "try";

export type Command =
  | "line-next"
  | "line-previous"
  | "page-down"
  | "page-up"
  | "extend-down"
  | "extend-up"
  | "finding-new"
  | "finding-open"
  | "evidence-next"
  | "evidence-previous"
  | "finding-next"
  | "finding-previous"
  | "find"
  | "inline"
  | "fold"
  | "fold-all"
  | "diff"
  | "candidate"
  | "pane-left"
  | "pane-right"
  | "single"
  | "pane-more"
  | "pane-less"
  | "scroll-lock"
  | "dock"
  | "file-next"
  | "file-previous"
  | "read"
  | "read-next"
  | "files"
  | "evidence-real"
  | "evidence-false"
  | "evidence-undo"
  | "severity"
  | "save"
  | "run"
  | "take-lines"
  | "close"
  | "rank-up"
  | "rank-down"
  | "rank-tie"
  | "rank-lift"
  | "rank-more"
  | "rank-less"
  | "go-prompt"
  | "go-guidelines"
  | "go-findings"
  | "go-evidence"
  | "go-rubric"
  | "go-ranking"
  | "go-correction"
  | "go-side"
  | "go-queue"
  | "go-code"
  | "try"
  | "reproduce"
  | "preview"
  | "change-next"
  | "change-previous"
  | "submit"
  | "save-now"
  | "queue"
  | "preferences"
  | "keys";

export interface Binding {
  command: Command;
  /** Chords as "Ctrl+Shift+Enter", sequences as "g p". Any of them works; a digit of a range is the argument. */
  keys: readonly string[];
  /** What the dialog shows, when it is shorter than the keys. */
  shown?: readonly string[];
  label: string;
  scope: Scope;
}

export interface Group {
  title: string;
  bindings: readonly Binding[];
}

const page = (
  command: Command,
  keys: readonly string[],
  label: string,
  shown?: readonly string[],
): Binding =>
  shown ? { command, keys, label, shown, scope: "page" } : { command, keys, label, scope: "page" };

const digits = (prefix: string, last: number): string[] =>
  Array.from({ length: last }, (_, index) => `${prefix}${index + 1}`);

export const groups: readonly Group[] = [
  {
    title: "Code",
    bindings: [
      page("line-next", ["j", "ArrowDown"], "Next line", ["j"]),
      page("line-previous", ["k", "ArrowUp"], "Previous line", ["k"]),
      page("page-down", ["PageDown"], "A page down"),
      page("page-up", ["PageUp"], "A page up"),
      page("extend-down", ["Shift+ArrowDown"], "Extend selection down"),
      page("extend-up", ["Shift+ArrowUp"], "Extend selection up"),
      page("finding-new", ["c"], "New finding on the selection"),
      page("finding-open", ["Enter"], "Open the finding on this line"),
      page("evidence-next", ["n"], "Next evidence or change"),
      page("evidence-previous", ["p"], "Previous evidence or change"),
      page("finding-next", ["Shift+N"], "Next finding"),
      page("finding-previous", ["Shift+P"], "Previous finding"),
      page("find", ["/"], "Find in file"),
      page("inline", ["h"], "Hide or show inline findings"),
      page("fold", ["e"], "Expand or collapse here"),
      page("fold-all", ["Shift+E"], "Expand or collapse all"),
      page("diff", ["b"], "Show or hide what changed of the base"),
    ],
  },
  {
    title: "Candidates and files",
    bindings: [
      page("candidate", digits("", 6), "Bring a candidate to the focused pane", ["1", "…", "6"]),
      page("pane-left", ["Shift+ArrowLeft"], "Pane to the left"),
      page("pane-right", ["Shift+ArrowRight"], "Pane to the right"),
      page("single", ["m"], "Single or side by side"),
      page("pane-more", ["+"], "One pane more"),
      page("pane-less", ["-"], "One pane less"),
      page("scroll-lock", ["s"], "Scroll panes together"),
      page("file-next", ["]"], "Next file"),
      page("file-previous", ["["], "Previous file"),
      page("read", ["r"], "Mark file read"),
      page("read-next", ["Shift+M"], "Mark read, go to next unread"),
      page("files", ["f"], "File list"),
    ],
  },
  {
    title: "Evidence",
    bindings: [
      page("evidence-real", ["y"], "Real: open a pre-filled finding"),
      page("evidence-false", ["x"], "False: say why"),
      page("evidence-undo", ["z"], "Undo the judgement, or a deletion"),
    ],
  },
  {
    title: "Finding editor",
    bindings: [
      {
        command: "severity",
        keys: digits("Alt+", 5),
        shown: ["Alt", "1…5"],
        label: "Severity",
        scope: "finding",
      },
      { command: "save", keys: ["Ctrl+Enter", "Ctrl+s"], label: "Save", scope: "finding" },
      { command: "run", keys: ["Ctrl+Shift+Enter"], label: "Run the reproducer", scope: "finding" },
      { command: "take-lines", keys: ["Ctrl+g"], label: "Selected lines into the fix", scope: "finding" },
      { command: "close", keys: ["Escape"], label: "Close, keep the draft", scope: "finding" },
    ],
  },
  {
    title: "Go to",
    bindings: [
      page("go-prompt", ["g p"], "Prompt"),
      page("go-guidelines", ["g g"], "Guidelines"),
      page("go-findings", ["g f"], "Findings"),
      page("go-evidence", ["g e"], "Evidence"),
      page("go-rubric", ["g r"], "Rubric"),
      page("go-ranking", ["g k"], "Ranking"),
      page("go-correction", ["g c"], "Correction"),
      page("go-side", ["g d"], "Side by side"),
      page("go-queue", ["g q"], "Queue"),
      page("go-code", ["Escape"], "Back to the code"),
    ],
  },
  {
    title: "Ranking",
    bindings: [
      { command: "rank-up", keys: ["Alt+ArrowUp"], label: "Move up", scope: "ranking" },
      { command: "rank-down", keys: ["Alt+ArrowDown"], label: "Move down", scope: "ranking" },
      { command: "rank-tie", keys: ["="], label: "Tie with the one above", scope: "ranking" },
      { command: "rank-more", keys: [">"], label: "Further below the one above", scope: "ranking" },
      { command: "rank-less", keys: ["<"], label: "Closer to the one above", scope: "ranking" },
      { command: "rank-lift", keys: [" "], label: "Pick up or drop", scope: "ranking" },
    ],
  },
  {
    title: "Try",
    bindings: [
      page("try", ["t"], "Try an input on every candidate"),
      page("preview", ["v"], "Live preview of the candidates' pages"),
      { command: "run", keys: ["Ctrl+Enter"], label: "Run it", scope: "try" },
      {
        command: "reproduce",
        keys: digits("Alt+", 6),
        shown: ["Alt", "1…6"],
        label: "Reproducer against a candidate",
        scope: "try",
      },
      { command: "close", keys: ["Escape"], label: "Back to the code", scope: "try" },
    ],
  },
  {
    title: "Correction",
    bindings: [
      { command: "change-next", keys: ["Alt+n"], label: "Next change", scope: "correct" },
      { command: "change-previous", keys: ["Alt+p"], label: "Previous change", scope: "correct" },
      { command: "run", keys: ["Ctrl+Shift+Enter"], label: "Re-run the tests", scope: "correct" },
    ],
  },
  {
    title: "Everywhere",
    bindings: [
      page("submit", ["a"], "Submit dialog"),
      page("save-now", ["Ctrl+s"], "Save now"),
      page("dock", ["\\"], "Panels"),
      page("preferences", [","], "Preferences"),
      page("keys", ["?"], "This list"),
      page("queue", ["u"], "Up to the queue"),
    ],
  },
];

export const bindings: readonly Binding[] = groups.flatMap((group) => group.bindings);

const symbols: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Shift: "⇧",
  Enter: "↵",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
  " ": "Space",
};

/** Caps to draw for a binding: one list per alternative. */
export function caps(binding: Binding): string[][] {
  if (binding.shown) return [[...binding.shown]];
  return binding.keys.map((key) =>
    (key.includes(" ") && key !== " " ? key.split(" ") : splitChord(key)).map(
      (part) => symbols[part] ?? part,
    ),
  );
}

/** "Ctrl++" is Ctrl and "+". */
export function splitChord(chord: string): string[] {
  if (chord === "+") return ["+"];
  return chord.endsWith("++") ? [...chord.slice(0, -2).split("+"), "+"] : chord.split("+");
}
