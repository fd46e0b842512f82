/** A person's own keys: what replaces the table's, binding by binding. An empty list switches a binding off. */
import { groups, type Binding, type Group } from "./table.ts";

export type Overrides = Readonly<Record<string, readonly string[]>>;

export const nameOf = (binding: Binding): string => `${binding.scope}/${binding.command}`;

/** A range such as 1–6 keeps its digits; it can only be switched off. */
export const isRange = (binding: Binding): boolean =>
  binding.keys.length > 1 && binding.keys.every((key) => /\d$/.test(key));

/** The whole table with these keys. */
export function applied(overrides: Overrides): Group[] {
  return groups.map(({ title, bindings }) => ({
    title,
    bindings: bindings.map((binding) => {
      const keys = overrides[nameOf(binding)];
      if (!keys) return binding;
      const { command, label, scope } = binding;
      return { command, label, scope, keys };
    }),
  }));
}

/** Who has this key already in a scope, a sequence that begins with it included; null when it is free. */
export function clash(overrides: Overrides, binding: Binding, key: string): Binding | null {
  const meets = (known: string): boolean => known === key || known.startsWith(`${key} `);
  const others = applied(overrides).flatMap((group) => group.bindings);
  return (
    others.find(
      (other) => other.scope === binding.scope && other.command !== binding.command && other.keys.some(meets),
    ) ?? null
  );
}

/** The binding with one key instead of its own; with its own keys it is the table's again. */
export function remap(overrides: Overrides, binding: Binding, keys: readonly string[] | null): Overrides {
  const rest = Object.entries(overrides).filter(([name]) => name !== nameOf(binding));
  return Object.fromEntries(keys === null ? rest : [...rest, [nameOf(binding), keys]]);
}

/** What was kept on this device; what does not fit this version's table is left out. */
export function parse(text: string | null): Overrides {
  let kept: unknown;
  try {
    kept = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  if (typeof kept !== "object" || kept === null) return {};
  const known = new Set(groups.flatMap((group) => group.bindings.map(nameOf)));
  const isKeys = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((key) => typeof key === "string" && key !== "");
  return Object.fromEntries(Object.entries(kept).filter(([name, keys]) => known.has(name) && isKeys(keys)));
}
