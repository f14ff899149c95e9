// Starts the decoder in its worker (crates/decoder). What wasm-bindgen wrote stands above this (xtask/src/worker.rs): one
// file, as a worker that is made of a file in a page (`cargo xtask single-file`) can load no second one.
//
// The first message is the program's octets; the program then answers the others itself.
onmessage = (event) => {
  onmessage = null;
  wasm_bindgen({ module_or_path: event.data }).then(
    () => postMessage("ready"),
    (reason) => setTimeout(() => { throw reason; }),
  );
};
