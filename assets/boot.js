// Dresses the first picture (#boot), and watches the start of the app, which replaces it. If the app does
// not start, #boot says what to do. Stands in the page itself, so that it acts before the first paint.
// Old syntax on purpose: this has to run in the browsers that cannot run the app.
(function () {
  "use strict";

  // Long enough for the whole page on a slow connection.
  var PATIENCE_MS = 30000;

  var boot = document.getElementById("boot");
  var waiting = setTimeout(failed, PATIENCE_MS);

  // As the app will do it (`Language::choose`, `Settings::read`, src/app/browser/kept.rs): what was chosen
  // on an earlier visit, else what the browser asks for.
  function dress() {
    var root = document.documentElement;
    var wished = [].concat(navigator.languages || navigator.language || []);
    var kept = {};
    var beenHere = false; // With a session that comes back.
    try {
      beenHere = localStorage.getItem("smtp-playground-last-tab") !== null;
      kept = JSON.parse(localStorage.getItem("smtp-playground")) || kept;
    } catch (denied) {
      // The picture is a guess then, as on a first visit.
    }
    var language = [].concat(kept.language || [], wished).filter(function (tag) {
      return /^(en|zh)\b/i.test(tag);
    })[0];
    if (/^zh/i.test(language)) root.lang = "zh-CN";
    if (kept.theme) root.setAttribute("data-theme", kept.theme);
    if (location.hash || beenHere) boot.setAttribute("data-state", "elsewhere");
  }

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

  dress();
  if (typeof WebAssembly !== "object" || !("noModule" in document.createElement("script"))) failed();
})();
