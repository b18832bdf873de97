// Colours: the system's, until somebody chooses. Runs before the page is drawn, so that nothing flashes.
(function () {
  "use strict";
  const kept = (function () { try { return localStorage.getItem("theme"); } catch (_) { return null; } })();
  if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
  document.addEventListener("DOMContentLoaded", function () {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.addEventListener("click", function () {
        const dark = document.documentElement.dataset.theme
          ? document.documentElement.dataset.theme === "dark"
          : matchMedia("(prefers-color-scheme: dark)").matches;
        const next = dark ? "light" : "dark";
        document.documentElement.dataset.theme = next;
        try { localStorage.setItem("theme", next); } catch (_) { /* private windows keep nothing */ }
        document.dispatchEvent(new Event("themechange"));
      });
    }
  });
})();
