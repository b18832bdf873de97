// The review queue by keyboard: 1-3 a claim, N none, S skip, J/K move, U undo, unless switched off; and the seconds left to undo.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input, textarea, select");
    if (typing) return;
    if (document.querySelector("[data-keys=off]")) return;
    const wanted = document.querySelector('[data-key="' + CSS.escape(event.key.toLowerCase()) + '"]');
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
  const undo = document.querySelector("form.undo");
  if (undo) setTimeout(function () { undo.hidden = true; }, Number(undo.dataset.seconds) * 1000);
})();
