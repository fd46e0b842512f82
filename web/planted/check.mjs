/** A check of types that finds nothing is worth nothing: it must find the two errors that are planted here. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const here = import.meta.dirname;
const checker = join(
  dirname(createRequire(import.meta.url).resolve("svelte-check/package.json")),
  "bin",
  "svelte-check",
);
const { stdout } = spawnSync(
  process.execPath,
  [checker, "--tsconfig", join(here, "tsconfig.json"), "--output", "machine"],
  { cwd: join(here, ".."), encoding: "utf8" },
);
const found = stdout.split("\n").filter((line) => / ERROR .*Planted\.svelte/.test(line));
if (found.length !== 2) {
  console.error(`svelte-check found ${found.length} of the 2 errors in planted/Planted.svelte:\n${stdout}`);
  process.exit(1);
}
