// Loads the page once the first screen takes commands, so that the two do not share a slow line; at once where the
// first screen has nothing to do. Then the page takes its place (src/browser/first_screen.rs).

const root = document.documentElement;
const boot = document.getElementById("boot");
const command = boot.querySelector("textarea");

// The first screen has started, or cannot: the page is wanted in either case.
/** @type {Promise<unknown>} */
const ready = new Promise((resolve) => {
  if (boot.dataset.start || boot.dataset.state !== "loading") resolve(null);
  else addEventListener("smtp-playground:came", resolve, { once: true });
});

// A word that is being put together by an input method must not be torn.
let composing = false;
command.addEventListener("compositionstart", () => (composing = true));
command.addEventListener("compositionend", () => (composing = false));
const settled = () => (composing ? new Promise((resolve) => command.addEventListener("compositionend", () => setTimeout(resolve), { once: true })) : undefined);

async function compiled(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  try {
    return await WebAssembly.compileStreaming(response.clone());
  } catch {
    // A host that does not know the type of .wasm files.
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

async function load() {
  await ready;
  const at = (name) => new URL(name, document.baseURI).href;
  const [app, module] = await Promise.all([import(at(root.dataset.app)), compiled(at(root.dataset.wasm))]);
  await settled();
  await app.default({ module_or_path: module });
}

load().then(
  () => dispatchEvent(new Event("smtp-playground:started")),
  (reason) => {
    console.error(reason);
    dispatchEvent(new Event("smtp-playground:failed"));
  },
);
