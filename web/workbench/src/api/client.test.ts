import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyDraft } from "../state/draft.ts";
import { createClient, type Client } from "./client.ts";

let server: Server;
let client: Client;
let answer: { status: number; body: string };
let seen: { method?: string; url?: string; headers: IncomingMessage["headers"]; body: string }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { method = "", url = "", headers } = request;
    seen.push({ method, url, headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answer.status, { "Content-Type": "application/problem+json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  client = createClient("a1", "token", `http://127.0.0.1:${port}/api/v1`);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen = [];
  answer = { status: 200, body: "{}" };
});

const respond = (status: number, body: unknown): void => {
  answer = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
};

test("a draft is put with its version, the time spent and the CSRF token", async () => {
  respond(200, { version: 3, saved_at: "now" });
  expect(await client.save(2, emptyDraft(), 1_234)).toEqual({
    kind: "ok",
    value: { version: 3, saved_at: "now" },
  });
  expect(seen[0]).toMatchObject({ method: "PUT", url: "/api/v1/assignments/a1/draft" });
  expect(seen[0]?.headers["x-csrftoken"]).toBe("token");
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ version: 2, body: emptyDraft(), active_ms: 1_234 });
});

test("a submission carries its idempotency key", async () => {
  await client.submit(1, emptyDraft(), "key-1");
  expect(seen[0]?.headers["idempotency-key"]).toBe("key-1");
});

test("reading sends no token and no body", async () => {
  await client.runState("r1");
  expect(seen[0]).toMatchObject({ method: "GET", url: "/api/v1/runs/r1", body: "" });
  expect(seen[0]?.headers["x-csrftoken"]).toBeUndefined();
});

test.each([
  [409, { detail: "Stale.", version: 4, body: emptyDraft() }, { kind: "conflict", theirs: { version: 4 } }],
  [409, { detail: "Locked already." }, { kind: "conflict", detail: "Locked already.", theirs: null }],
  [410, { detail: "The lease ran out." }, { kind: "gone", detail: "The lease ran out." }],
  [
    422,
    { detail: "Incomplete.", problems: [{ section: "rubric", message: "m" }] },
    { kind: "refused", status: 422, problems: [{ section: "rubric" }] },
  ],
  [401, { type: "/api/v1/docs/#problem-not-signed-in", detail: "Send a token." }, { kind: "signed-out" }],
  [403, { type: "/api/v1/docs/#problem-not-allowed", detail: "CSRF check Failed" }, { kind: "signed-out" }],
  [404, { title: "Not Found" }, { kind: "refused", detail: "Not Found", problems: [] }],
  [403, "<html>", { kind: "refused", detail: "The server answered 403." }],
  [503, "", { kind: "offline" }],
  [429, "", { kind: "offline" }],
])("status %i with %o", async (status, body, expected) => {
  respond(status, body);
  expect(await client.lock(1, emptyDraft())).toMatchObject(expected);
});

test("no server at all is offline, not an exception", async () => {
  const nowhere = createClient("a1", "token", "http://127.0.0.1:1/api/v1");
  expect(await nowhere.load()).toEqual({ kind: "offline" });
});
