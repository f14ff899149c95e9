// Starts the page that is one file (`cargo xtask single-file`): all that it would load lies in it, packed. From a
// disk, a browser loads neither modules nor anything else beside the page, so what asks for a file gets it here.
(async () => {
  "use strict";

  /** The names of the modules that start the page; xtask/src/single_file.rs puts them in. */
  const STARTS = [];

  const TYPES = { html: "text/html; charset=utf-8", json: "application/json", css: "text/css", wasm: "application/wasm", js: "text/javascript" };
  const base = new URL("./", document.baseURI).href;
  const files = await unpack(document.getElementById("files").textContent);
  const addresses = new Map();

  /** The file that an address means, if it lies here. */
  function nameOf(address) {
    const { origin, protocol, host, pathname } = new URL(address, document.baseURI);
    const plain = protocol === "file:" ? `file://${host}${pathname}` : origin + pathname;
    const name = plain.startsWith(base) ? plain.slice(base.length) : "";
    return files.has(name) ? name : null;
  }

  /** The same format as the service worker's packs: [[path, length], ...], and then the files. */
  async function unpack(base64) {
    const packed = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const octets = new Uint8Array(await new Response(stream).arrayBuffer());
    let start = octets.indexOf(10) + 1;
    const index = JSON.parse(new TextDecoder().decode(octets.subarray(0, start)));
    return new Map(index.map(([path, length]) => [path, octets.subarray(start, (start += length))]));
  }

  function addressOf(name, content = files.get(name)) {
    if (!addresses.has(name)) {
      const type = TYPES[name.split(".").pop()];
      addresses.set(name, URL.createObjectURL(new Blob([content], { type })));
    }
    return addresses.get(name);
  }

  /** A module's address, once what it imports has one. */
  function moduleOf(name) {
    if (addresses.has(name)) return addresses.get(name);
    const own = new URL(name, base).href;
    const text = new TextDecoder()
      .decode(files.get(name))
      .replace(/\bimport\.meta\.url\b/g, JSON.stringify(own))
      .replace(/\bimport\s*\(/g, "importPacked(")
      .replace(/(\bfrom\s*|\bimport\s*)(["'])(\.{1,2}\/[^"']+)\2/g, (whole, before, quote, path) => {
        const imported = nameOf(new URL(path, own));
        return imported ? before + quote + moduleOf(imported) + quote : whole;
      });
    return addressOf(name, text);
  }

  globalThis.importPacked = (address) => {
    const name = nameOf(address);
    return import(name ? moduleOf(name) : address);
  };

  const { fetch } = globalThis;
  globalThis.fetch = async (resource, options) => {
    const name = nameOf(resource instanceof Request ? resource.url : resource);
    return name ? new Response(files.get(name), { headers: { "content-type": TYPES[name.split(".").pop()] } }) : fetch(resource, options);
  };

  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...others) {
    const name = nameOf(address);
    return open.call(this, method, name ? addressOf(name) : address, ...others);
  };

  // The decoder, in its worker.
  const { Worker } = globalThis;
  globalThis.Worker = class extends Worker {
    constructor(address, options) {
      const name = nameOf(address);
      super(name ? addressOf(name) : address, options);
    }
  };

  // The pages of the reference are here, but only the app can show them.
  const follow = (event) => {
    const link = event.target.closest?.("a[href]");
    const [, page] = (link && nameOf(link.href)?.match(/^reference\/[^/]+\/(.+)\.html$/)) || [];
    if (!page) return;
    event.preventDefault();
    location.hash = `#/reference/${page}${link.hash}`;
  };
  addEventListener("click", follow, true);
  addEventListener("auxclick", follow, true);

  for (const name of STARTS) await import(moduleOf(name));
})().catch((reason) => {
  console.error(reason);
  dispatchEvent(new Event("smtp-playground:failed"));
});
