import { execSync } from "node:child_process";

export async function archive(names, store) {
  names.forEach(async (name) => {
    execSync(`tar czf ${name}.tgz ${name}`);
    await store.put(name);
  });
}
