/** What components may import without bringing it along. */
export const libraries = [
  "vue",
  "svelte",
  "svelte/animate",
  "svelte/easing",
  "svelte/events",
  "svelte/internal/client",
  "svelte/internal/disclose-version",
  "svelte/internal/flags/async",
  "svelte/internal/flags/legacy",
  "svelte/internal/flags/tracing",
  "svelte/legacy",
  "svelte/motion",
  "svelte/reactivity",
  "svelte/store",
  "svelte/transition",
] as const;

/** Names of the files that are built, to modules. */
export const input: Readonly<Record<string, string>> = Object.fromEntries(
  libraries.map((name) => [name.replaceAll("/", "-"), name]),
);
