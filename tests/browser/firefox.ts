// Firefox by the WebDriver protocol: what a person does with keys, and what is in the document.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Keys that WebDriver has a code for. */
export const KEYS = { Enter: "\uE007", Control: "\uE009" };

export class Firefox {
  private constructor(
    private readonly driver: ChildProcess,
    private readonly session: string,
  ) {}

  /** Starts Firefox without a window, through geckodriver. */
  static async start(binary: string, geckodriver: string) {
    const driver = spawn(geckodriver, ["--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
    const address = await new Promise<string>((resolve, reject) => {
      driver.once("error", reject);
      driver.once("exit", (code) => reject(new Error(`geckodriver ended with ${code}`)));
      createInterface({ input: driver.stdout! }).on("line", (line) => {
        const port = line.match(/Listening on \S+:(\d+)/)?.[1];
        if (port) resolve(`http://127.0.0.1:${port}`);
      });
    });
    const options = { binary, args: ["-headless"], prefs: { "intl.accept_languages": "en-US" } };
    const capabilities = { alwaysMatch: { browserName: "firefox", "moz:firefoxOptions": options } };
    const { sessionId } = await ask<{ sessionId: string }>(`${address}/session`, { capabilities });
    return new Firefox(driver, `${address}/session/${sessionId}`);
  }

  /** Goes there anew. WebDriver's own reload asks the network, whatever the browser keeps. */
  async open(address: string) {
    await ask(`${this.session}/url`, { url: address });
  }

  /** Presses the keys of `text`, one after the other, wherever the focus is. */
  async type(text: string) {
    const strokes = [...text].flatMap((value) => ["keyDown", "keyUp"].map((type) => ({ type, value })));
    await ask(`${this.session}/actions`, { actions: [{ type: "key", id: "keyboard", actions: strokes }] });
  }

  /** Presses `key` while Control is held down. */
  async control(key: string) {
    const [type, value] = [["keyDown", "keyDown", "keyUp", "keyUp"], [KEYS.Control, key, key, KEYS.Control]];
    await ask(`${this.session}/actions`, {
      actions: [{ type: "key", id: "keyboard", actions: type.map((type, index) => ({ type, value: value[index] })) }],
    });
  }

  /** Clicks the element that `selector` finds. */
  async click(selector: string) {
    const found = await ask<Record<string, string>>(`${this.session}/element`, { using: "css selector", value: selector });
    await ask(`${this.session}/element/${Object.values(found)[0]}/click`, {});
  }

  /** The value of a JavaScript expression in the page; a promise is waited for. */
  async value<T>(expression: string) {
    return ask<T>(`${this.session}/execute/sync`, { script: `return (${expression});`, args: [] });
  }

  /** The text of the element that `selector` finds; nothing if there is none. */
  async text(selector: string) {
    return (await this.value<string | null>(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? null`)) ?? "";
  }

  async close() {
    await fetch(this.session, { method: "DELETE" }).catch(() => {});
    this.driver.kill();
  }
}

async function ask<T>(address: string, body: object) {
  const response = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value as T;
}
