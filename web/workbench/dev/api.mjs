/** The workbench's API in memory, for looking at the workbench without a server. It runs nothing. */
import { randomUUID } from "node:crypto";
import { evidence, workbench } from "./payload.mjs";

const RUN_MS = 900;

export class FakeApi {
  constructor(options) {
    this.options = options;
    this.state = workbench(options);
    this.runs = new Map();
  }

  answer(method, path, body) {
    const [, kind, id, action] = /^\/(assignments|runs)\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (kind === "runs") return this.run(id);
    if (kind !== "assignments") return [404, { detail: "Not found." }];
    if (method === "GET") return [200, this.state];
    if (method === "PUT" && action === "draft") return this.save(body);
    if (action === "lock") return this.lock(body);
    if (action === "runs") return this.start(body);
    if (action === "submit") return this.submit(body);
    return [404, { detail: "Not found." }];
  }

  save({ version, body }) {
    const { draft } = this.state;
    if (version !== draft.version)
      return [409, { detail: "The draft was changed in another tab.", ...draft }];
    this.state.draft = { version: version + 1, body, saved_at: new Date().toISOString() };
    return [200, { version: version + 1, saved_at: this.state.draft.saved_at }];
  }

  lock({ version, body }) {
    const [status, answer] = this.save({ version, body });
    if (status !== 200) return [status, answer];
    this.state.first_pass = body;
    this.state.assignment.state = "second_pass";
    this.state.evidence = { state: "pending", candidates: {} };
    setTimeout(() => (this.state.evidence = evidence(this.options.number)), 1_500);
    return [200, this.state];
  }

  start(request) {
    const id = randomUUID();
    const run = { id, ...request, state: "queued", since: Date.now() };
    this.runs.set(id, run);
    return [202, this.shown(run)];
  }

  run(id) {
    const run = this.runs.get(id);
    return run ? [200, this.shown(run)] : [404, { detail: "Not found." }];
  }

  shown(run) {
    const age = Date.now() - run.since;
    const state = age > RUN_MS ? "done" : age > RUN_MS / 3 ? "running" : "queued";
    const empty = {
      outcome: null,
      proof: null,
      passed: 0,
      total: 0,
      tests: [],
      tried: {},
      output: "",
      wall_s: 0,
      reason: "",
    };
    const base = { id: run.id, kind: run.kind, candidate: run.candidate, state, ...empty };
    if (state !== "done") return base;
    return run.kind === "reproducer" ? this.reproduced(run, base) : this.corrected(base);
  }

  reproduced(run, base) {
    const fails = /assert/.test(run.code);
    const name = /def (test_\w+)/.exec(run.code)?.[1] ?? "test_reproducer";
    return {
      ...base,
      outcome: fails ? "failed" : "passed",
      proof: fails ? "demonstrated" : "refuted",
      passed: fails ? 0 : 1,
      total: 1,
      tests: [{ id: `test_reproducer.py::${name}`, outcome: fails ? "failed" : "passed", message: "" }],
      output: fails
        ? `collected 1 item\n${name} F\nE   AssertionError: len(cache) == 9, capacity == 8\nFAILED test_reproducer.py::${name}`
        : `collected 1 item\n${name} .\n1 passed`,
      wall_s: 1.84,
    };
  }

  corrected(base) {
    const tests = ["test_put_then_get", "test_oldest_goes_first"].map((name) => ({
      id: `tests/test_lru.py::${name}`,
      outcome: "passed",
      message: "",
    }));
    return { ...base, outcome: "passed", passed: 12, total: 12, tests, output: "12 passed", wall_s: 0.41 };
  }

  submit({ version, body }) {
    const problems =
      body.findings.length > 0
        ? []
        : [{ section: "findings", message: "Write at least one finding.", anchor: null }];
    if (problems.length > 0) return [422, { detail: "The review is not complete.", problems }];
    const [status, answer] = this.save({ version, body });
    if (status !== 200) return [status, answer];
    this.state.assignment.state = "submitted";
    return [200, { state: "submitted", review: randomUUID() }];
  }
}
