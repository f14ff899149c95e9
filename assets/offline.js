// Has the page kept for use without a network (sw.js), and tells the app how far that is:
// `data-offline` of the root is "saving", "ready" or "failed", `data-update` is there when a new version is, and
// `smtp-playground:offline` is sent at each change. The app answers with `smtp-playground:take-over`.
(() => {
  "use strict";

  // A frame in another page keeps nothing, and in some frames it is an error even to ask.
  if (window !== top || new URLSearchParams(location.search).has("embed")) return;
  // Only where the browser can: over https or on this machine. The page that is one single file has no manifest, as
  // it needs none of this.
  const { serviceWorker } = navigator;
  if (!serviceWorker || !isSecureContext || !document.querySelector("link[rel=manifest]")) return;

  const AN_HOUR = 3_600_000;
  const DRAFT = "smtp-playground-draft";
  const root = document.documentElement;
  let asked = Date.now();

  // Not before the app runs and has nothing to do: on a slow connection the app itself comes first.
  // This file may have come later than the app.
  if (document.getElementById("boot")) addEventListener("smtp-playground:started", begin, { once: true });
  else begin();

  function begin() {
    bringBackDraft();
    whenIdle(() => register().catch(() => tell("failed")));
  }

  function whenIdle(act) {
    if (window.requestIdleCallback) requestIdleCallback(act, { timeout: 10_000 });
    else setTimeout(act, 2_000);
  }

  async function register() {
    const registration = await serviceWorker.register("sw.js", { updateViaCache: "none" });
    watch(registration);
    registration.addEventListener("updatefound", () => watch(registration));
    addEventListener("smtp-playground:take-over", () => registration.waiting?.postMessage({ type: "take-over" }));
    followTheWorker();
    // A page may stay open for days.
    addEventListener("visibilitychange", () => {
      if (document.hidden || Date.now() - asked < AN_HOUR) return;
      asked = Date.now();
      registration.update().catch(() => {}); // No network: next time.
    });
  }

  function watch(registration) {
    const worker = registration.installing;
    look(registration);
    worker?.addEventListener("statechange", () => look(registration, worker));
  }

  function look(registration, worker) {
    const { active, installing, waiting } = registration;
    if (active) {
      if (!serviceWorker.controller) adopt(active);
      tell("ready", Boolean(waiting));
    } else if (installing || waiting) tell("saving");
    else if (worker?.state === "redundant") tell("failed");
  }

  /** The worker takes care of a page that was here first, if all of its files are the worker's own. */
  function adopt(worker) {
    /** @type {NodeListOf<HTMLLinkElement & HTMLScriptElement>} */
    const named = document.querySelectorAll("link[href]:not([rel=canonical], [rel=alternate]), script[src]");
    const loaded = [root.dataset.app, root.dataset.wasm].map((name) => new URL(name, document.baseURI).href);
    worker.postMessage({ type: "adopt", files: [...[...named].map((element) => element.href || element.src), ...loaded] });
  }

  /** A new version has taken over, asked for here or in another tab: this page is of the old one. */
  function followTheWorker() {
    let before = serviceWorker.controller;
    serviceWorker.addEventListener("controllerchange", () => {
      if (before) {
        keepDraft();
        location.reload();
      }
      before = serviceWorker.controller;
    });
  }

  // The session is kept anyway; what is being typed is not part of it yet.

  /** @returns {HTMLTextAreaElement | null} */
  const command = () => document.querySelector("textarea#command");

  function keepDraft() {
    try {
      sessionStorage.setItem(DRAFT, command()?.value ?? "");
    } catch {
      // The browser keeps nothing for this page.
    }
  }

  function bringBackDraft() {
    try {
      const draft = sessionStorage.getItem(DRAFT);
      const line = command();
      sessionStorage.removeItem(DRAFT);
      if (!draft || !line || line.value) return;
      line.value = draft;
      line.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } catch {
      // As above: there was nothing then.
    }
  }

  function tell(state, isUpdate = false) {
    root.dataset.offline = state;
    root.toggleAttribute("data-update", isUpdate);
    dispatchEvent(new Event("smtp-playground:offline"));
  }
})();
