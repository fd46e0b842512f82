// Loaded in the head without defer, so that the first paint already has the reader's colours.
(() => {
  "use strict";
  const KEY = "assay-theme";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      const value = window.localStorage.getItem(KEY);
      return value === "light" || value === "dark" ? value : null;
    } catch {
      return null; // storage may be forbidden; the system's choice holds then
    }
  };
  const remember = (theme) => {
    try {
      window.localStorage.setItem(KEY, theme);
    } catch {
      // as above: the choice then lasts for this page
    }
  };
  const show = (theme) => {
    root.setAttribute("data-bs-theme", theme);
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(theme === "dark"));
      button.hidden = false;
    }
  };

  root.setAttribute("data-script", ""); // pages.css hides what is only needed without script
  show(chosen() ?? (system.matches ? "dark" : "light"));
  system.addEventListener("change", (event) => {
    if (chosen() === null) show(event.matches ? "dark" : "light");
  });
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) show(chosen() ?? (system.matches ? "dark" : "light"));
  });
  document.addEventListener("DOMContentLoaded", () => show(root.getAttribute("data-bs-theme")));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    remember(next);
    show(next);
  });
})();
