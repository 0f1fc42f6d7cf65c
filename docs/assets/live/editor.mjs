// A textarea over the highlighted block: what is typed stands there, and its colours behind it.

const WORDS = "False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield";
const TOKENS = new RegExp([
  "(?<c1>#[^\\n]*)", `(?<s>[rbfu]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\\\.|[^"\\\\\\n])*"?|'(?:\\\\.|[^'\\\\\\n])*'?))`,
  "(?<mi>\\b\\d[\\w.]*)", "(?<nd>@[\\w.]+)", `(?<k>\\b(?:${WORDS})\\b)`, "(?<nf>[A-Za-z_]\\w*(?=\\s*\\())", "(?<n>[A-Za-z_]\\w*)", "(?<o>[-+*/%@=<>!&|^~]+)",
].join("|"), "gi");
const INDENT = "    ";

const coloured = (code) => {
  const parts = [];
  let at = 0;
  for (const token of code.matchAll(TOKENS)) {
    const [kind] = Object.entries(token.groups).find(([, text]) => text !== undefined);
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = token[0];
    parts.push(code.slice(at, token.index), span);
    at = token.index + token[0].length;
  }
  return [...parts, code.slice(at), "\n"];
};

export class Editor {
  constructor(pre, code, label, changed, run) {
    Object.assign(this, { changed, run, tabIndents: true });
    this.area = document.createElement("textarea");
    Object.assign(this.area, { spellcheck: false, autocapitalize: "off", autocomplete: "off", wrap: "off" });
    this.area.setAttribute("aria-label", label);
    this.behind = document.createElement("pre");
    this.behind.setAttribute("aria-hidden", "true");
    this.behind.append(document.createElement("code"));
    const place = document.createElement("div");
    place.className = "live__editor";
    place.append(this.behind, this.area);
    pre.hidden = true;
    pre.after(place);
    this.area.addEventListener("input", () => this.draw());
    this.area.addEventListener("keydown", (event) => this.key(event));
    this.area.addEventListener("blur", () => { this.tabIndents = true; });
    this.set(code);
  }

  focus() {
    this.area.focus();
  }

  set(code) {
    this.area.value = code;
    this.draw();
  }

  draw() {
    const { value } = this.area;
    this.behind.firstChild.replaceChildren(...coloured(value));
    this.area.rows = value.split("\n").length;
    this.changed(value);
  }

  // What is typed this way can be undone.
  type(text) {
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.draw();
    }
  }

  key(event) {
    const { value, selectionStart: start, selectionEnd: end } = this.area;
    const line = value.lastIndexOf("\n", start - 1) + 1, before = value.slice(line, start);
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || event.shiftKey)) this.run();
    else if (event.key === "Tab" && this.tabIndents && !event.altKey && !event.ctrlKey) this.indent(event.shiftKey, line, start, end);
    else if (event.key === "Enter") this.type("\n" + /^ */.exec(before)[0] + (/:\s*(#.*)?$/.test(before) ? INDENT : ""));
    else if (event.key === "Backspace" && start === end && /^ +$/.test(before)) {
      this.area.setSelectionRange(start - ((before.length - 1) % INDENT.length + 1), start);
      this.type("");
    } else {
      if (event.key === "Escape") this.tabIndents = false;
      return;
    }
    event.preventDefault();
  }

  indent(less, line, start, end) {
    if (start === end && !less) return this.type(INDENT.slice((start - line) % INDENT.length));
    const lines = this.area.value.slice(line, end);
    const moved = less ? lines.replace(/^ {1,4}/gm, "") : lines.replace(/^(?=.)/gm, INDENT);
    this.area.setSelectionRange(line, end);
    this.type(moved);
    this.area.setSelectionRange(line, line + moved.length);
  }
}
