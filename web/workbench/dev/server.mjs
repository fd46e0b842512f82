/**
 * Shows the workbench without the platform: `npm run dev`, then http://127.0.0.1:8123/?candidates=4
 * By default Vite serves the sources; with --built the built files are served under the strict policy of production.
 */
import { randomBytes } from "node:crypto";
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { FakeApi } from "./api.mjs";

const web = join(import.meta.dirname, "..", "..");
const site = join(web, "..", "src", "assay_web");
const built = process.argv.includes("--built");
const port = Number(process.env.PORT ?? 8123);
const page = readFileSync(join(import.meta.dirname, "page.html"), "utf8");
const types = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
const vite = built
  ? null
  : await (
      await import("vite")
    ).createServer({ root: web, base: "/", server: { middlewareMode: true }, appType: "custom" });

let api = new FakeApi({ number: 2 });

function policy(nonce) {
  return [
    "default-src 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function sendPage(url, response) {
  const number = Number(url.searchParams.get("candidates") ?? 2);
  const lines = Number(url.searchParams.get("lines") ?? 0);
  const minutes = Number(url.searchParams.get("lease") ?? 232);
  const kind = url.searchParams.get("kind") ?? "";
  if (!url.searchParams.has("keep")) api = new FakeApi({ number, minutes, lines, kind });
  const nonce = randomBytes(16).toString("base64");
  const scripts = built
    ? '<link rel="stylesheet" href="/static/workbench/workbench.css" /><script type="module" src="/static/workbench/workbench.js"></script>'
    : '<script type="module" src="/@vite/client"></script><script type="module" src="/workbench/src/index.ts"></script>';
  const html = page
    .replaceAll("{{nonce}}", nonce)
    .replace("{{scripts}}", () => scripts)
    .replace("{{theme}}", url.searchParams.get("theme") === "light" ? "light" : "dark")
    .replace("{{payload}}", () => JSON.stringify(api.state).replaceAll("<", "\\u003c"));
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  if (built) headers["Content-Security-Policy"] = policy(nonce);
  response.writeHead(200, headers).end(html);
}

function sendFile(path, response) {
  const name = normalize(path).replace(/^\/static\//, "");
  const file = [join(site, "static", name), join(site, "kit", "static", name)].find(
    (known) => existsSync(known) && statSync(known).isFile(),
  );
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { "Content-Type": types[extname(file)] ?? "text/plain" });
  createReadStream(file).pipe(response);
}

async function sendJson(request, response, path) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const [status, body] = api.answer(request.method, path, text ? JSON.parse(text) : undefined);
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

createServer((request, response) => {
  const url = new URL(request.url, "http://127.0.0.1");
  if (url.pathname === "/") sendPage(url, response);
  else if (url.pathname === "/queue/") response.end("The queue.");
  else if (url.pathname.startsWith("/api/v1/")) void sendJson(request, response, url.pathname.slice(7));
  else if (url.pathname.startsWith("/static/")) sendFile(url.pathname, response);
  else if (vite) vite.middlewares(request, response);
  else response.writeHead(404).end();
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
