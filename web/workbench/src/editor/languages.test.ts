import { describe, expect, test } from "vitest";
import { grammarOf, loadLanguage } from "./languages.ts";

describe("the grammar of a file", () => {
  test.each([
    ["src/a.py", "go", "py"],
    ["a/Dockerfile", "dockerfile", "dockerfile"],
    ["Dockerfile.dev", "python", "dockerfile"],
    [".github/workflows/ci.yml", "github-actions", "yml"],
    ["script", "shell", "sh"],
    ["Makefile", "python", null],
    ["notes.md", "python", null],
    ["a.constructor", "python", null],
  ])("%s in a %s task is %s", (path, language, grammar) => {
    expect(grammarOf(path, language)).toBe(grammar);
  });
});

test.each([
  "a.py",
  "a.ts",
  "a.tsx",
  "a.js",
  "a.go",
  "a.rs",
  "a.java",
  "a.cpp",
  "a.sql",
  "index.html",
  "a.css",
  "a.json",
  "test_a.toml",
  "App.svelte",
  "a.yaml",
  "a.sh",
  "Dockerfile",
])("%s has a grammar that loads", async (path) => {
  expect(await loadLanguage(path, "")).not.toEqual([]);
});

test("a file without a grammar is plain", async () => {
  expect(await loadLanguage("a.txt", "python")).toEqual([]);
});
