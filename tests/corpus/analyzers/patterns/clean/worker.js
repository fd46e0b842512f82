import { execFileSync } from "node:child_process";

export async function archive(names, store) {
  for (const name of names) {
    execFileSync("tar", ["czf", `${name}.tgz`, name]);
    await store.put(name);
  }
}
