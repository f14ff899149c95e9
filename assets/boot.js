// Dresses the first screen (#boot), and says what to do where it or the page does not start. Stands in the page
// itself, so that it acts before the first paint.
// Old syntax on purpose: this has to run in the browsers that cannot run the rest.
(function () {
  "use strict";

  // Long enough for the first screen on a slow connection.
  var PATIENCE_MS = 30000;

  var root = document.documentElement;
  var boot = document.getElementById("boot");
  var waiting = setTimeout(failed, PATIENCE_MS);

  // As the page will do it (`Language::choose`, `Settings::read`): what was chosen on an earlier visit, else what the
  // browser asks for.
  function dress() {
    var wished = [].concat(navigator.languages || navigator.language || []);
    /** @type {{ language?: string, theme?: string }} */
    var kept = {};
    var beenHere = false; // With a session that comes back.
    try {
      beenHere = localStorage.getItem("smtp-playground-last-tab") !== null;
      kept = JSON.parse(localStorage.getItem("smtp-playground")) || kept;
    } catch (denied) {
      // A first visit then, as far as one can see.
    }
    if (/[?&]embed=1(&|$)/.test(location.search)) {
      // In a frame of another page: what the address says, and nothing that is kept.
      root.setAttribute("data-embed", "");
      kept = { language: (/[?&]lang=([\w-]+)/.exec(location.search) || [])[1], theme: (/[?&]theme=(dark|light)/.exec(location.search) || [])[1] };
    }
    speak([].concat(kept.language || [], wished));
    if (kept.theme) root.setAttribute("data-theme", kept.theme);
    if (location.hash.length > 1 || location.search || beenHere) boot.setAttribute("data-state", "elsewhere");
  }

  // The page stands in the language of its root; each other language has a template with its first screen. The first
  // wish that any language answers is granted.
  function speak(wished) {
    /** @type {NodeListOf<HTMLTemplateElement>} */
    var others = document.querySelectorAll("template[lang]");
    for (var wish = 0; wish < wished.length; wish++) {
      var most = shared(root.lang, wished[wish]);
      var best = null;
      for (var other = 0; other < others.length; other++) {
        var count = shared(others[other].lang, wished[wish]);
        if (count > most) {
          most = count;
          best = others[other];
        }
      }
      if (best) take(best);
      if (most) return;
    }
  }

  // So many subtags do two language tags share from the front: zh and zh-Hans-CN both find zh-CN.
  function shared(ours, wished) {
    var own = ours.toLowerCase().split("-");
    var asked = String(wished).toLowerCase().split(/[-_]/);
    var count = 0;
    while (count < own.length && own[count] === asked[count]) count++;
    return count;
  }

  function take(template) {
    var screen = document.getElementById("boot-screen");
    /** @type {HTMLLinkElement} */
    var manifest = document.querySelector("link[rel=manifest]");
    root.lang = template.lang;
    root.dir = template.dir;
    document.title = template.getAttribute("data-title");
    screen.textContent = "";
    screen.appendChild(document.importNode(template.content, true));
    if (manifest) manifest.href = template.getAttribute("data-manifest");
  }

  // Whoever can type goes on typing: then only the rest of the page is missing, and that is said beside it.
  function failed() {
    clearTimeout(waiting);
    if (!boot.parentNode) return;
    var open = boot.getAttribute("data-state") === "open";
    if (!open) boot.setAttribute("data-state", "failed");
    document.getElementById("boot-screen").hidden = !open;
    document.getElementById(open ? "boot-rest" : "boot-failed").hidden = false;
  }

  // assets/load.js comes too late to hear of it itself.
  function came(event) {
    boot.setAttribute("data-start", event.type);
    if (event.type === "TrunkApplicationStarted") clearTimeout(waiting);
    dispatchEvent(new Event("smtp-playground:came"));
  }

  addEventListener("TrunkApplicationStarted", came);
  // A file that is not there is heard of in the capture phase only.
  addEventListener("error", came, true);
  addEventListener("unhandledrejection", came);
  addEventListener("smtp-playground:started", function () {
    clearTimeout(waiting);
  });
  addEventListener("smtp-playground:failed", failed);

  dress();
  if (typeof WebAssembly !== "object" || !("noModule" in document.createElement("script"))) failed();
})();
