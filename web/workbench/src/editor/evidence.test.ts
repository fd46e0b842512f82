import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { machine } from "../state/examples.ts";
import { evidenceField, extent, marksOnLine, setEvidence, worst } from "./evidence.ts";

const doc = "def f():\n    return 1\n";
const state = EditorState.create({ doc, extensions: [evidenceField] });
const marked = (values: Parameters<typeof machine>[0]): string | null => {
  const found = extent(state, machine(values));
  return found && state.sliceDoc(found.from, found.to);
};

test("columns bound what is marked; the end column is exclusive", () => {
  expect(marked({ start_line: 2, start_column: 5, end_line: 2, end_column: 11 })).toBe("return");
});

test("without columns the line is marked from its indent", () => {
  expect(marked({ start_line: 2, end_line: 2 })).toBe("return 1");
});

test("columns and lines beyond the text are cut, and a line beyond the file marks nothing", () => {
  expect(marked({ start_line: 2, start_column: 12, end_line: 2, end_column: 999 })).toBe("1");
  expect(marked({ start_line: 1, start_column: 99, end_line: 1, end_column: 99 })).toBe("");
  expect(marked({ start_line: 9, end_line: 9 })).toBeNull();
});

test("one sign stands for the worst of a line", () => {
  const marks = (["nit", "blocker", "minor"] as const).map((severity) => ({
    finding: machine({ id: severity, severity, start_line: 2 }),
    judged: null,
  }));
  const next = state.update({ effects: setEvidence.of(marks) }).state;
  expect(worst(marksOnLine(next, 2))?.finding.id).toBe("blocker");
  expect(worst(marksOnLine(next, 1))).toBeUndefined();
});
