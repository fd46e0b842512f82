// Writes one JSON line per test to the destination that node was given.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite") continue;
    const error = data.details?.error;
    const message = type === "test:fail" ? String(error?.cause?.stack ?? error?.cause ?? error?.message ?? "") : "";
    yield `${JSON.stringify({ name: data.name, passed: type === "test:pass", skipped: Boolean(data.skip), message })}\n`;
  }
}
