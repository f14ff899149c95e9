// What the page's own scripts find in the window, where TypeScript does not know it.

interface Window {
  /** The session as the app remembered it last. */
  smtpPlaygroundSession?: string;
  trustedTypes?: typeof trustedTypes;
  /** Set where the page is one file (single-file.js). */
  importPacked?: (address: string) => Promise<unknown>;
}

/** https://www.w3.org/TR/trusted-types/ */
declare const trustedTypes: {
  createPolicy(
    name: string,
    rules: {
      createHTML(html: string, kind: string, sink?: string): string | null;
      createScriptURL(address: string): string | null;
    },
  ): unknown;
};
