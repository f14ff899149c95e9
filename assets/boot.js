// Watches the start of the app, which replaces #boot. If it does not start, #boot says what to do.
// Old syntax on purpose: this has to run in the browsers that cannot run the app.
(function () {
  "use strict";

  // Long enough for the whole page on a slow connection.
  var PATIENCE_MS = 30000;

  var boot = document.getElementById("boot");
  var waiting = setTimeout(failed, PATIENCE_MS);

  function failed() {
    if (!boot.parentNode) return; // The app has started: not a matter of starting any more.
    clearTimeout(waiting);
    boot.setAttribute("data-state", "failed");
    document.getElementById("boot-loading").hidden = true;
    document.getElementById("boot-failed").hidden = false;
  }

  function started() {
    clearTimeout(waiting);
    removeEventListener("error", failed, true);
    removeEventListener("unhandledrejection", failed);
    if (boot.parentNode) boot.parentNode.removeChild(boot);
  }

  // Sent by the script that loads the app, after it ran.
  addEventListener("TrunkApplicationStarted", started);
  // In the capture phase, so that files that could not be loaded are seen as well.
  addEventListener("error", failed, true);
  addEventListener("unhandledrejection", failed);

  if (typeof WebAssembly !== "object" || !("noModule" in document.createElement("script"))) failed();
})();
