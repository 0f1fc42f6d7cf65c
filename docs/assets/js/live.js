// Code that runs in the page. The page is whole without it: highlighted code and its verified output stand there, and
// nothing of Python is fetched before the reader presses Run.
{
  const ASSETS = new URL("../live/", document.currentScript.src);
  const told = document.getElementById("live");          // absent where the site was built without Python
  const SECONDS = 20;                                     // that a run may take
  const GRACE = 1000;                                     // for Python to stop by itself before it is ended, in ms
  const MEMORY = 2 ** 30;                                 // that Python may take, in bytes
  const zh = document.documentElement.lang.startsWith("zh");
  const say = zh ? {
    run: "运行", stop: "停止", edit: "编辑", reset: "还原", block: (n) => `代码 ${n}`, output: (n) => `代码 ${n} 的输出`,
    editing: (n) => `代码 ${n}，按 Esc 再按 Tab 离开编辑框，Ctrl+Enter 运行`,
    loading: "正在载入 Python……", importing: "正在载入 NumPy……", running: "正在运行……", earlier: (n) => `先运行代码 ${n}……`,
    same: "与验证过的输出相同", other: "与验证过的输出不同", done: "运行完毕", nothing: "（没有输出）", image: "代码画的图", grey: "数组的图：零为黑，最大的数为白", signed: "数组的图：正数为蓝，负数为橙，零为白",
    error: (line) => line ? `第 ${line} 行出错` : "出错", stopped: (line) => `已停止${line ? `，停在第 ${line} 行` : ""}；变量都还在`,
    time: (line) => `运行超过 ${SECONDS} 秒，已停止${line ? `，停在第 ${line} 行` : ""}；变量都还在`,
    limit: (n) => `输出超过 ${n} 个字符，已停止`, exit: "代码自己退出了", ended: "已强行停止；Python 重新启动，变量都没有了",
    broken: "Python 崩溃了，已重新启动，变量都没有了", absent: "这里载入不了 Python：", failed: (n) => `代码 ${n} 没有运行成功，后面的代码要用到它`,
    verified: "验证过的输出", yours: "这次的输出",
  } : {
    run: "Run", stop: "Stop", edit: "Edit", reset: "Reset", block: (n) => `code ${n}`, output: (n) => `output of code ${n}`,
    editing: (n) => `code ${n}; Escape, then Tab, leaves the editor, Ctrl+Enter runs`,
    loading: "Loading Python…", importing: "Loading NumPy…", running: "Running…", earlier: (n) => `Running code ${n} first…`,
    same: "Same as the verified output", other: "Not the verified output", done: "Done", nothing: "(no output)", image: "image drawn by the code",
    grey: "image of the array: zero is black, the greatest number white", signed: "image of the array: positive blue, negative orange, zero white",
    error: (line) => line ? `Error in line ${line}` : "Error", stopped: (line) => `Stopped${line ? ` in line ${line}` : ""}; variables are kept`,
    time: (line) => `Stopped after ${SECONDS} seconds${line ? ` in line ${line}` : ""}; variables are kept`,
    limit: (n) => `Stopped after ${n} characters of output`, exit: "The code has left by itself", ended: "Ended by force; Python starts again, and variables are gone",
    broken: "Python broke down and starts again; variables are gone", absent: "Python cannot be loaded here: ", failed: (n) => `Code ${n} failed, and the code below needs it`,
    verified: "verified output", yours: "this output",
  };

  // ------------------------------------------------------------------------------------------- the interpreter
  // One for the page, started by the first run. Runs queue up; whoever stops a run keeps the variables if Python can be interrupted.
  const kernel = {
    worker: null, ready: null, generation: 0, queue: Promise.resolve(), current: null, tell: () => {},
    start() {
      if (this.ready) return this.ready;
      // A worker from such an address is bound by what this page may reach, its own site, whoever serves the files.
      const address = URL.createObjectURL(new Blob([`import ${JSON.stringify(new URL("worker.mjs", ASSETS).href)}`], { type: "text/javascript" }));
      const worker = this.worker = new Worker(address, { type: "module" });
      this.ready = new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          if (data.kind === "state") {
            this.tell(data.state);
            if (data.state === "ready") resolve();
          } else if (data.kind === "out") this.current?.out(data);
          else if (data.kind === "done") this.current?.done(data);
          else reject(new Error(data.error));
        };
        worker.onerror = (event) => { event.preventDefault(); reject(new Error(event.message || "worker")); };
      });
      this.ready.catch(() => this.end());
      worker.postMessage({ kind: "start", base: new URL(told.dataset.base, location.href).href, archives: JSON.parse(told.dataset.archives),
        memory: MEMORY });
      return this.ready;
    },
    end(result) {
      this.worker?.terminate();
      this.worker = this.ready = null;
      this.generation++;
      if (result) this.current?.done(result);
    },
    run(job, out) {
      const turn = this.queue.then(async () => {
        await this.start();
        this.tell("running");
        const stopAt = URL.createObjectURL(new Blob(["1"]));
        const result = await new Promise((done) => {
          this.current = { out, done, stopAt };
          this.current.late = setTimeout(() => this.end({ end: "ended" }), 1000 * SECONDS + 5 * GRACE);
          this.worker.postMessage({ kind: "run", id: 0, stopAt, seconds: SECONDS, ...job });
        });
        clearTimeout(this.current.late);
        URL.revokeObjectURL(stopAt);
        this.current = null;
        if (result.end === "broken") this.end();
        return result;
      });
      this.queue = turn.catch(() => {});
      return turn;
    },
    stop() {
      const { current } = this;
      if (!current) return this.ready && this.end();
      URL.revokeObjectURL(current.stopAt);
      clearTimeout(current.late);
      current.late = setTimeout(() => this.current === current && this.end({ end: "ended" }), GRACE);
    },
  };

  // ---------------------------------------------------------------------------------------------- one block
  const element = (name, attributes = {}, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) key.startsWith("on") ? made.addEventListener(key.slice(2), value) : made.setAttribute(key, value);
    made.append(...content);
    return made;
  };
  const hash = (text) => [...text].reduce((sum, c) => (sum * 33 ^ c.codePointAt(0)) >>> 0, 5381).toString(36);
  const kept = (key, text) => {
    try {
      return text === undefined ? localStorage.getItem(key) : text === null ? localStorage.removeItem(key) : localStorage.setItem(key, text);
    } catch {
      return null;                                        // a browser that keeps nothing
    }
  };
  const trimmed = (text) => text.replace(/[ \t]+$/gm, "").trimEnd();

  class Block {
    constructor(pre, number, blocks) {
      const place = pre.closest(".highlight");
      Object.assign(this, { pre, place, number, blocks, ran: -1, editor: null });
      this.code = this.original = this.pre.querySelector("code").textContent.replace(/\n$/, "");
      this.key = `live:${location.pathname}:${number}:${hash(this.original)}`;
      const button = (word, act) => element("button", { type: "button", onclick: act }, say[word]);
      this.buttons = { run: button("run", () => this.run()), stop: button("stop", () => kernel.stop()),
        edit: button("edit", () => this.edit(true)), reset: button("reset", () => this.reset()) };
      this.buttons.stop.hidden = this.buttons.reset.hidden = true;
      this.status = element("span", { class: "live__status", role: "status" });
      this.bar = element("div", { class: "live__bar", role: "group", "aria-label": say.block(number), "data-search-exclude": "" },
        ...Object.values(this.buttons), this.status);
      this.output = element("div", { class: "live__output", role: "region", "aria-label": say.output(number), tabindex: 0, hidden: "" });
      place.append(this.bar, this.output);
      const edited = kept(this.key);
      if (edited !== null && edited !== this.original) this.edit(false).then(() => this.editor.set(edited));
    }

    get verified() {
      return document.querySelector(`[data-output-of="${this.pre.dataset.live}"] code`)?.textContent;
    }

    change(text) {
      this.code = text;
      const same = text === this.original;
      this.ran = -1;
      this.buttons.reset.hidden = same;
      kept(this.key, same ? null : text);
    }

    async edit(focus) {
      if (!this.editor) {
        const { Editor } = await import(new URL("editor.mjs", ASSETS));
        this.editor = new Editor(this.pre, this.code, say.editing(this.number), (text) => this.change(text), () => this.run());
        this.buttons.edit.hidden = true;
      }
      if (focus) this.editor.focus();
    }

    reset() {
      this.editor?.set(this.original);
      this.output.hidden = true;
      this.status.textContent = "";
      (this.editor ?? this.buttons.run).focus();
    }

    // The blocks above run first, unless this Python has run them as they are.
    async run() {
      for (const block of this.alone ? [] : this.blocks.slice(0, this.number - 1)) {
        if (block.ran === kernel.generation && kernel.ready) continue;
        this.status.textContent = say.earlier(block.number);
        if (!await block.execute()) {
          this.status.textContent = say.failed(block.number);
          return;
        }
      }
      await this.execute();
    }

    // An exercise runs alone, in names of its own; more is what its check needs.
    get alone() {
      return this.pre.dataset.exercise;
    }

    async execute(more = {}) {
      const { run, stop } = this.buttons;
      run.disabled = true;
      stop.hidden = false;
      this.output.replaceChildren();
      this.output.hidden = false;
      kernel.tell = (state) => { this.status.textContent = say[state] ?? ""; };
      let shown = "";
      const out = ({ as, content }) => {
        if (as !== "out" && as !== "err") {
          const type = as === "svg" ? "image/svg+xml" : "image/png", alt = say[as] ?? say.image;
          this.output.append(element("img", { src: URL.createObjectURL(new Blob([content], { type })), alt, title: alt }));
          return;
        }
        shown += content;
        const last = this.output.lastElementChild;
        (last?.dataset.kind === as ? last : this.output.appendChild(element("pre", { "data-kind": as }))).append(content);
      };
      let result;
      try {
        result = await kernel.run({ source: this.code, page: location.pathname + (this.alone ? `#${this.number}` : ""), block: say.block(this.number),
          alone: Boolean(this.alone), ...more }, out);
      } catch (error) {
        result = { end: "absent", error: error.message };
      }
      run.disabled = false;
      stop.hidden = true;
      this.ran = result.end === "done" || this.pre.dataset.raises !== undefined && result.end === "error" ? kernel.generation : -1;
      this.tell(result, shown);
      this.judged?.(result);
      return this.ran >= 0;
    }

    difference(verified, given) {
      const [was, is] = [verified, given].map((text) => trimmed(text).split("\n"));
      const lines = Array.from({ length: Math.max(was.length, is.length) }, (_, n) => was[n] === is[n] ? `  ${is[n]}\n`
        : [["−", was[n]], ["+", is[n]]].map(([sign, line]) => line === undefined ? "" : `${sign} ${line}\n`).join(""));
      return `− ${say.verified}\n+ ${say.yours}\n\n${lines.join("")}`;
    }

    tell(result, shown) {
      const { end, error, line, because } = result;
      this.bar.dataset.runs = Number(this.bar.dataset.runs ?? 0) + 1;
      if (error && end === "error") this.output.append(element("pre", { "data-kind": "err" }, error));
      if (!this.output.childNodes.length) this.output.append(element("pre", { "data-kind": "none" }, say.nothing));
      const { verified } = this, unedited = this.code === this.original;
      const given = this.pre.dataset.raises === undefined ? shown : error?.trimEnd().split("\n").pop() ?? shown;
      const judged = unedited && verified !== undefined && (end === "done" || this.pre.dataset.raises !== undefined);
      const same = judged && trimmed(given) === trimmed(verified);
      if (judged && !same) this.output.append(element("pre", { "data-kind": "other" }, this.difference(verified, given)));
      this.place.classList.toggle("live--same", same);
      this.place.classList.toggle("live--other", judged && !same);
      this.status.textContent = judged ? (same ? `✓ ${say.same}` : `≠ ${say.other}`)
        : end === "done" ? say.done : end === "stopped" ? say[because === "time" ? "time" : "stopped"](line)
        : end === "error" ? say.error(line) : end === "limit" ? say.limit(result.limit) : end === "absent" ? say.absent + error : say[end] ?? "";
    }
  }

  const blocks = [];
  if (told) for (const pre of document.querySelectorAll("pre[data-live]")) blocks.push(new Block(pre, blocks.length + 1, blocks));
  if (document.querySelector("template[data-exercises]")) import(new URL("exercises.mjs", ASSETS)).then(({ begin }) => begin({ blocks, element, kept, zh }), () => {});
}
