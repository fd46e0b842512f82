/** Mounts the workbench on the page: payload and nonce come from the page, everything later from /api/v1. */
import { mount } from "svelte";
import { createClient } from "./api/client.ts";
import { createKeep } from "./api/keep.ts";
import type { Workbench } from "./api/types.ts";
import { restore } from "./session/life.ts";
import { Session } from "./session/session.svelte.ts";
import App from "./view/App.svelte";
import "./view/workbench.css";

function meta(name: string): string {
  const found = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  return found?.content ?? "";
}

async function start(): Promise<void> {
  const target = document.getElementById("workbench");
  const data = document.getElementById("workbench-data")?.textContent;
  if (!target || !data) throw new Error("the page has no #workbench or no #workbench-data");
  const workbench = JSON.parse(data) as Workbench;
  const { id } = workbench.assignment;
  const client = createClient(id, meta("csrf-token"));
  const keep = createKeep(id, window.indexedDB);
  const session = new Session(workbench, client, keep, meta("csp-nonce"), window.innerWidth);
  await restore(session);
  target.replaceChildren();
  mount(App, { target, props: { session } });
}

void start();
