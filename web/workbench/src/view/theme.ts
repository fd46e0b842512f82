/** Light or dark: the choice stands on <html> as Bootstrap wants it, and in localStorage for the next page. */

import { recall, remember } from "./storage.ts";

export type Theme = "light" | "dark";
const KEY = "assay-theme";

export function currentTheme(): Theme {
  return document.documentElement.dataset["bsTheme"] === "dark" ? "dark" : "light";
}

export function setTheme(theme: Theme): void {
  document.documentElement.dataset["bsTheme"] = theme;
  remember(KEY, theme);
}

/** Without a choice on the page: the stored one, else what the system asks for. */
export function restoreTheme(): void {
  const stored = recall(KEY);
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const wanted =
    stored === "light" || stored === "dark" ? stored : document.documentElement.dataset["bsTheme"];
  document.documentElement.dataset["bsTheme"] = wanted === "light" || wanted === "dark" ? wanted : system;
}
