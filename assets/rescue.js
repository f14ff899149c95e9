// When the app breaks: says so, keeps what was on the screen, offers the session as a file, and starts again.
// It works without the app, from what the browser keeps and what the page shows. A program that has panicked must not
// be called again, as what it holds may be half changed: from then on no event reaches it.
(() => {
  "use strict";

  // Names that the app knows too.
  const TAB_START = "smtp-playground-tab:";
  const DAMAGED_START = "smtp-playground-damaged:";
  const TAB = "smtp-playground-tab";
  const LAST = "smtp-playground-last-tab";
  const PANIC = "smtp-playground-panic";
  const DRAFT = "smtp-playground-draft";
  const WORKSHOP = "smtp-playground-workshop";
  /** A start after a breakdown, until the app has run for a while. */
  const RESCUED = "smtp-playground-rescued";
  const A_WHILE_MS = 10_000;
  const A_MOMENT_MS = 400;
  /** All that the app listens to, and what the dialog needs. */
  const EVENTS = (
    "beforeinput beforetoggle blur cancel change click close compositionend compositionstart contextmenu copy cut dblclick " +
    "dragend dragenter dragleave dragover dragstart drop focus focusin focusout fullscreenchange hashchange input keydown " +
    "keypress keyup message mousedown mousemove mouseout mouseover mouseup online offline pagehide pageshow paste " +
    "pointercancel pointerdown pointermove pointerout pointerover pointerup popstate resize scroll select " +
    "selectionchange submit toggle touchend touchmove touchstart transitionend visibilitychange wheel"
  ).split(" ");

  /** @type {HTMLDialogElement} */
  const dialog = document.querySelector("dialog#rescue");
  /** The first screen, also when the app has taken its place. */
  const boot = document.getElementById("boot");
  let broken = false;
  let brokenAt = 0;
  let started = false;
  let lastSent = "";

  const local = () => localStorage;
  const ofTab = () => sessionStorage;
  /** Does `what` with a storage; nothing comes of it where the browser does not allow that. */
  function tryWith(storage, what) {
    try {
      return what(storage()) ?? null;
    } catch {
      return null;
    }
  }
  const read = (storage, key) => tryWith(storage, (kept) => kept.getItem(key));
  const write = (storage, key, value) => tryWith(storage, (kept) => (keep.call(kept, key, value), true)) === true;
  const keep = Storage.prototype.setItem;

  // Whose session the app is about to bring back, and whether this is a start after a breakdown.
  const restored = read(ofTab, TAB) ?? read(local, LAST);
  const rescued = read(ofTab, RESCUED) !== null;

  function guard(event) {
    if (!broken) {
      if (event.type === "keydown" && event.key === "Enter" && event.target.id === "command") lastSent = event.target.value;
      return;
    }
    event.stopImmediatePropagation();
    // The key that broke the app, and is perhaps still held, must not press a button of the dialog; nor a double click.
    const isKey = event.type.startsWith("key");
    const isLate = event.repeat || ((isKey || event.detail > 1) && performance.now() < brokenAt + A_MOMENT_MS);
    if (isLate || event.type === "cancel") return event.preventDefault();
    if (event.type === "close") dialog.showModal();
    if (event.type === "click") offers[event.target.closest?.("[data-rescue]")?.dataset.rescue]?.();
  }
  for (const type of EVENTS) addEventListener(type, guard, true);

  addEventListener("smtp-playground:started", () => {
    started = true;
    setTimeout(() => tryWith(ofTab, (kept) => kept.removeItem(RESCUED)), A_WHILE_MS);
  });
  addEventListener(PANIC, (/** @type {CustomEvent} */ event) => rescue(event.detail));
  // Without a panic: the stack or the memory is at its end, or the browser threw through the program.
  const isOfProgram = (error) => error instanceof WebAssembly.RuntimeError || /wasm-function/.test(error?.stack);
  addEventListener("error", (event) => isOfProgram(event.error) && rescue(String(event.error)));
  addEventListener("unhandledrejection", (event) => isOfProgram(event.reason) && rescue(String(event.reason)));

  function rescue(message) {
    if (broken) return;
    broken = true;
    brokenAt = performance.now();
    // What the program has planned does not happen, and what it still tries to keep is not kept.
    Storage.prototype.setItem = () => {};
    for (let id = setTimeout(() => {}); id > 0; id--) clearTimeout(id);
    for (let id = requestAnimationFrame(() => {}); id > 0; id--) cancelAnimationFrame(id);
    // The program is still on the stack.
    queueMicrotask(() => show(message));
  }

  const tab = () => (started ? read(ofTab, TAB) : restored);
  /** The session as the app remembered it last, or as it is kept. */
  const session = () => window.smtpPlaygroundSession ?? read(local, TAB_START + tab());
  /** What was said: in the page, or in the first screen when the page broke while it took over. */
  const transcript = () => document.getElementById("transcript")?.innerText || [...boot.querySelectorAll(".transcript .line")].map(lineOf).join("\n");
  const lineOf = (line) => line.textContent.replace(/\s+/g, " ").trim();
  /** A breakdown at the start comes from what was brought back; the first screen takes commands only where that is nothing. */
  const isRepeated = () => rescued || !(started || boot.dataset.state === "open");

  function show(message) {
    speak(document.documentElement.lang);
    const [text, kept] = [transcript(), session()];
    const told = { message, sent: lastSent, transcript: text };
    for (const [name, value] of Object.entries(told)) {
      for (const place of dialog.querySelectorAll(`[data-told=${name}]`)) place.textContent = value;
    }
    const holds = { sent: lastSent, transcript: text, session: kept, repeated: isRepeated(), first: !isRepeated(), unkept: !isKept(kept) };
    for (const part of all("[data-if]")) part.hidden = !holds[part.dataset.if];
    dialog.showModal();
    dialog.focus();
  }

  /** @returns {NodeListOf<HTMLElement>} */
  const all = (selector) => dialog.querySelectorAll(selector);

  /** The dialog has a section for each language; where it has none for `language`, the first one has to do. */
  function speak(language) {
    const sections = [...all("section[lang]")];
    const own = sections.find((section) => section.lang === language) ?? sections[0];
    for (const section of sections) section.hidden = section !== own;
    dialog.setAttribute("aria-labelledby", own.querySelector("h2").id);
  }

  /** Whether the session will be there after a reload; what the app remembers may be newer than what is kept. */
  const isKept = (kept) => kept === null || read(local, TAB_START + tab()) === kept || write(local, TAB_START + tab(), kept);

  function save(name, type, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  /** The session without its last step (its format: crates/playground/src/record/content.rs); nothing if there is none. */
  function withoutLastStep(text) {
    try {
      const kept = JSON.parse(text);
      const { session } = kept;
      session.a.pop();
      delete session.c;
      if (session.b?.some(([, fork]) => fork > session.a.length)) delete session.b;
      return session.a.length ? JSON.stringify(kept) : null;
    } catch {
      return null;
    }
  }

  /** Takes `key` away, to where it can be saved as a file; where there is no room for that, it stays. */
  function putAside(storage, key) {
    const kept = read(storage, key);
    if (kept && write(local, `${DAMAGED_START}${key}-${Date.now()}`, kept)) tryWith(storage, (place) => place.removeItem(key));
  }

  /** Loads the page again; it will bring back `text`, or nothing. The session as it was is put aside if that differs. */
  function restart(text) {
    // What breaks it again and again, or whoever begins anew: the line and the exercise that were being written.
    if (isRepeated() || text === null) {
      putAside(ofTab, DRAFT);
      putAside(local, WORKSHOP);
    }
    const [kept, name] = [session(), tab() ?? "rescued"];
    const isAside = text !== kept && kept !== null && write(local, `${DAMAGED_START}${Date.now()}`, kept);
    if (text !== null) write(local, TAB_START + name, text);
    else if (isAside || kept === null) tryWith(local, (storage) => storage.removeItem(TAB_START + name));
    // Nothing was kept, so that there is no room to put it aside: another name, and the old entry stays.
    const next = text === null && kept !== null && !isAside ? `${name}-new` : name;
    write(ofTab, TAB, next);
    write(ofTab, RESCUED, "1");
    // What came by a link would come again.
    if (location.hash.startsWith("#s=")) history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  }

  const offers = {
    again: () => restart(isRepeated() ? withoutLastStep(session()) : session()),
    fresh: () => restart(null),
    session: () => save("session.json", "application/json", session()),
    transcript: () => save("session.txt", "text/plain", transcript()),
  };
})();
