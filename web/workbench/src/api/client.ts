/** Calls to /api/v1. Every answer is a value: what went wrong decides what the workbench does next. */
import type { DraftBody, Problem, RunRequest, RunState, Uuid, Workbench } from "./types.ts";

export type Answer<T> =
  | { kind: "ok"; value: T }
  /** No answer from the server; trying again may help. */
  | { kind: "offline" }
  /** Another tab saved first (then with its version and body), or the assignment is in another state. */
  | { kind: "conflict"; detail: string; theirs: { version: number; body: DraftBody } | null }
  /** The lease was lost. */
  | { kind: "gone"; detail: string }
  /** The session has ended, or a newer one began in another tab: this page can send nothing until it is loaded again. */
  | { kind: "signed-out"; detail: string }
  | { kind: "refused"; status: number; detail: string; problems: Problem[] };

export interface Saved {
  version: number;
  saved_at: string;
  lease_expires_at?: string | null;
  seconds_left?: number | null;
}

export interface Client {
  load(): Promise<Answer<Workbench>>;
  save(version: number, body: DraftBody, activeMs: number, leaving?: boolean): Promise<Answer<Saved>>;
  lock(version: number, body: DraftBody): Promise<Answer<Workbench>>;
  submit(
    version: number,
    body: DraftBody,
    key: string,
  ): Promise<Answer<{ state: "submitted"; review: Uuid }>>;
  run(request: RunRequest): Promise<Answer<RunState>>;
  runState(run: Uuid): Promise<Answer<RunState>>;
}

interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  leaving?: boolean;
}

interface ProblemDetails {
  type?: string;
  title?: string;
  detail?: string;
  version?: number;
  body?: DraftBody;
  problems?: Problem[];
}

/** Browsers refuse larger bodies for requests that outlive the page. */
const KEEPALIVE_LIMIT = 60_000;

/** To a browser, which has no tokens, "not allowed" is a CSRF token of another session. */
const SIGNED_OUT = /#problem-(not-signed-in|not-allowed)$/;

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return {};
  }
}

function interpret<T>(response: Response, json: unknown): Answer<T> {
  if (response.ok) return { kind: "ok", value: json as T };
  const problem = json as ProblemDetails;
  const detail = problem.detail ?? problem.title ?? `The server answered ${response.status}.`;
  if (response.status === 409) {
    const { version, body } = problem;
    return {
      kind: "conflict",
      detail,
      theirs: version !== undefined && body !== undefined ? { version, body } : null,
    };
  }
  if (response.status === 410) return { kind: "gone", detail };
  if (SIGNED_OUT.test(problem.type ?? ""))
    return { kind: "signed-out", detail: "You are signed out. Sign in, then try again." };
  if (response.status >= 500 || response.status === 429) return { kind: "offline" };
  return { kind: "refused", status: response.status, detail, problems: problem.problems ?? [] };
}

async function call<T>(url: string, csrf: string, request: Call = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: "application/json", ...request.headers };
  const init: RequestInit = { method: request.method ?? "GET", headers, credentials: "same-origin" };
  if (request.body !== undefined) {
    const text = JSON.stringify(request.body);
    init.body = text;
    init.keepalive = request.leaving === true && new Blob([text]).size < KEEPALIVE_LIMIT;
    headers["Content-Type"] = "application/json";
    headers["X-CSRFToken"] = csrf;
  }
  try {
    const response = await fetch(url, init);
    return interpret<T>(response, await readJson(response));
  } catch {
    return { kind: "offline" };
  }
}

export function createClient(assignment: Uuid, csrf: string, root = "/api/v1"): Client {
  const base = `${root}/assignments/${assignment}`;
  return {
    load: () => call(base, csrf),
    save: (version, body, activeMs, leaving = false) =>
      call(`${base}/draft`, csrf, {
        method: "PUT",
        body: { version, body, active_ms: activeMs },
        leaving,
      }),
    lock: (version, body) => call(`${base}/lock`, csrf, { method: "POST", body: { version, body } }),
    submit: (version, body, key) =>
      call(`${base}/submit`, csrf, {
        method: "POST",
        body: { version, body },
        headers: { "Idempotency-Key": key },
      }),
    run: (request) => call(`${base}/runs`, csrf, { method: "POST", body: request }),
    runState: (run) => call(`${root}/runs/${run}`, csrf),
  };
}
