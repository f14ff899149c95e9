// The globals of a service worker: TypeScript's library knows only those that all workers share.

declare const registration: ServiceWorkerRegistration;
declare const clients: Clients;
declare function skipWaiting(): Promise<void>;
declare function addEventListener<Name extends keyof ServiceWorkerGlobalScopeEventMap>(
  name: Name,
  listener: (event: ServiceWorkerGlobalScopeEventMap[Name]) => void,
): void;

/** What wasm-bindgen wrote stands above assets/decoder.js. */
declare function wasm_bindgen(program: { module_or_path: ArrayBuffer }): Promise<unknown>;
