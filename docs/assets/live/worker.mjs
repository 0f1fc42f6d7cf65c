// The interpreter, in a thread of its own. It is told: {start}, {run}, {forget}; it tells: {state}, {out}, {done}, {failed}.

const POLL = 120;                                         // between two looks at whether the reader has pressed Stop, in ms
const AGAIN = 250;                                        // after which code that has caught a stop gets another, in ms
const KEYBOARD_INTERRUPT = 2;
const { fetch, XMLHttpRequest, WebAssembly, performance, postMessage } = self;
const GLOBALS = ["Object", "Array", "Map", "Set", "Promise", "Uint8Array", "Uint8ClampedArray", "Float32Array", "Float64Array", "Error"];
// What could reach a network, or what this site keeps in the browser. The reader's code has no need of it.
const REACHING = ["fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebTransport", "EventSource", "importScripts", "Worker", "SharedWorker",
  "BroadcastChannel", "indexedDB", "caches", "navigator"];

let python, runner, deadline = 0, nextLook = 0, stopAddress = "", because = "";

// Python looks here every so often while it runs, as if it were memory shared with the page. Where pages may not share
// memory, an address tells: it is there as long as the reader has not pressed Stop.
const interrupt = {
  get 0() {
    const now = performance.now();
    if (deadline && now > deadline) return stop("time", now);
    if (!stopAddress || now < nextLook) return 0;
    nextLook = now + POLL;
    return exists(stopAddress) ? 0 : stop("stop", now);
  },
  set 0(_) {},
};

const stop = (reason, now) => {
  because = reason;
  deadline = now + AGAIN;
  return KEYBOARD_INTERRUPT;
};

const exists = (address) => {
  const request = new XMLHttpRequest();
  try {
    request.open("GET", address, false);
    request.send();
    return request.status === 200;
  } catch {
    return false;
  }
};

// The runtime would take all the memory there is; code that asks for too much gets a MemoryError instead.
const limitMemory = (bytes) => {
  const { Memory } = WebAssembly;
  WebAssembly.Memory = function (options) {
    WebAssembly.Memory = Memory;
    return new Memory({ ...options, maximum: Math.min(options.maximum ?? 65536, bytes / 65536) });
  };
};

const start = async ({ base, archives, memory }) => {
  postMessage({ kind: "state", state: "loading" });
  const get = async (name) => {
    const answer = await fetch(new URL(name, base));
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer.arrayBuffer();
  };
  const arriving = archives.map(get);
  const { loadPyodide } = await import(new URL("pyodide.mjs", base));
  limitMemory(memory);
  python = await loadPyodide({
    indexURL: base, packageBaseUrl: base, stdin: () => null,
    jsglobals: Object.fromEntries(GLOBALS.map((name) => [name, self[name]])
      .concat([["setTimeout", self.setTimeout.bind(self)], ["clearTimeout", self.clearTimeout.bind(self)]])),
  });
  for (const archive of await Promise.all(arriving)) python.unpackArchive(archive, "wheel");
  postMessage({ kind: "state", state: "importing" });
  runner = python.pyimport("convdoc.site.live.runner");
  python.pyimport("convdoc.site.live.grading").destroy();
  runner.prepare();
  for (const name of REACHING) Object.defineProperty(self, name, { value: undefined });
  python.setInterruptBuffer(interrupt);
  postMessage({ kind: "state", state: "ready" });
};

const run = ({ id, source, page, block, stopAt, seconds, alone, check, language }) => {
  const begun = performance.now();
  because = "";
  deadline = begun + 1000 * seconds;
  nextLook = begun + POLL;
  stopAddress = stopAt;
  const emit = (kind, payload) => {
    const content = payload.toJs ? payload.toJs() : payload;
    payload.destroy?.();
    postMessage({ kind: "out", id, as: kind, content });
  };
  let result;
  try {
    if (alone) runner.forget(page);
    const told = check === undefined ? runner.run(source, page, block, emit) : runner.grade(source, check, language, page, block, emit);
    result = told.toJs({ dict_converter: Object.fromEntries });
    told.destroy();
  } catch (error) {
    result = { end: "broken", error: String(error?.message ?? error) };
  }
  deadline = 0;
  stopAddress = "";
  postMessage({ kind: "done", id, because, took: performance.now() - begun, ...result });
};

self.onmessage = async ({ data: { kind, ...told } }) => {
  try {
    if (kind === "start") await start(told);
    else if (kind === "forget") runner.forget(told.page);
    else run(told);
  } catch (error) {
    postMessage({ kind: "failed", error: String(error?.message ?? error) });
  }
};
