// A host of static files that a spec can stop, start again and give another build.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "./support";

/** What `cargo xtask build` made. */
export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

export class Host {
  /** The paths that were asked for, below the base. */
  readonly asked: string[] = [];
  private server?: Server;
  private port = 0;

  constructor(
    public directory: string,
    readonly base: string,
  ) {}

  get url() {
    return `http://127.0.0.1:${this.port}${this.base}`;
  }

  async start() {
    this.server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url!, "http://host");
      const path = decodeURIComponent(pathname.startsWith(this.base) ? pathname.slice(this.base.length) : "nothing");
      this.asked.push(path);
      const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
      const found = await readFile(join(this.directory, file)).catch(() => null);
      const type = TYPES[extname(found ? file : ".html")] ?? "application/octet-stream";
      // As on GitHub Pages: the browser may keep everything for ten minutes.
      response.writeHead(found ? 200 : 404, { "content-type": type, "cache-control": "max-age=600" });
      response.end(found ?? (await readFile(join(this.directory, "404.html")).catch(() => "not found")));
    });
    const { server } = this;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address) this.port = address.port;
  }

  async stop() {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** A `test` whose page lies on a host of its own, at `base`. */
export const hostedTest = test.extend<{ base: string; host: Host }>({
  base: ["/courses/mail/", { option: true }],
  host: async ({ base }, use) => {
    const host = new Host(DIST, base);
    await host.start();
    await use(host);
    await host.stop();
  },
  baseURL: async ({ host }, use) => use(host.url),
});

/** Copies of the build, for changes; they are gone after `use`. */
export async function withCopies(count: number, use: (copies: string[]) => Promise<void>) {
  const copies = await Promise.all(Array.from({ length: count }, () => mkdtemp(join(tmpdir(), "smtp-playground-"))));
  try {
    await Promise.all(copies.map((copy) => cp(DIST, copy, { recursive: true })));
    await use(copies);
  } finally {
    await Promise.all(copies.map((copy) => rm(copy, { recursive: true, force: true })));
  }
}
