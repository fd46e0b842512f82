/** Whether two versions of one draft say the same. */
import type { DraftBody } from "../api/types.ts";

/** Deep equality of JSON values; the order of keys does not matter. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(other, key) &&
      same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
  );
}

/** The same work by the reviewer; proofs are the server's word and do not count. */
export function sameWork(mine: DraftBody, theirs: DraftBody): boolean {
  const own = (draft: DraftBody): DraftBody => ({
    ...draft,
    findings: draft.findings.map((finding) => ({ ...finding, proof: "unproven", proof_run: null })),
  });
  return same(own(mine), own(theirs));
}
