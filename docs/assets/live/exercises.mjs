// Exercises: an answer is edited, run and checked in the page; options become buttons; what is done is kept in this browser.
// Without this the tasks, their hints and their solutions stand there.

let zh, say, element, kept;

const words = () => zh ? {
  check: "检查", right: "正确！", wrong: "还不对。", choose: "先选一项。", more: "还有正确的说法没有选上。", one: "选择一项", several: "选出所有正确的说法",
  done: "已完成", progress: (n, all) => `已完成 ${n} / ${all}`, clear: "清除进度", progressOf: "练习的进度", fails: "代码要先能运行到底。", absent: "取不到检查程序：",
} : {
  check: "Check", right: "Right!", wrong: "Not yet.", choose: "Choose one first.", more: "Another true statement is not chosen.", one: "Choose one", several: "Choose all that are true",
  done: "done", progress: (n, all) => `${n} of ${all} done`, clear: "Clear progress", progressOf: "Progress", fails: "The code has to run to its end first.", absent: "The check cannot be fetched: ",
};

// What stands between backticks is code.
const marked = (text) => text.split("`").map((part, n) => n % 2 ? element("code", {}, part) : part);

class Progress {
  constructor({ page, base }, exercises) {
    this.key = `exercises:${new URL(base, location.href).pathname}:${page}`;
    this.headings = new Map(exercises.map(({ id }) => [id, document.getElementById(id)]).filter(([, heading]) => heading));
    this.done = new Set(read(kept(this.key)).filter((id) => this.headings.has(id)));
    this.words = element("span", { role: "status" });
    this.button = element("button", { type: "button", onclick: () => this.clear() }, say.clear);
    const [first] = this.headings.values();
    first?.before(element("div", { class: "exercises__progress live__bar", role: "group", "aria-label": say.progressOf, "data-search-exclude": "", tabindex: -1 }, this.words, this.button));
    this.show();
  }

  add(id) {
    this.done.add(id);
    kept(this.key, JSON.stringify([...this.done]));
    this.show();
  }

  clear() {
    this.done.clear();
    kept(this.key, null);
    this.button.parentElement.focus();
    this.show();
  }

  show() {
    this.words.textContent = say.progress(this.done.size, this.headings.size);
    this.button.hidden = !this.done.size;
    for (const [id, heading] of this.headings) {
      heading.querySelector(".exercise__done")?.remove();
      if (this.done.has(id)) heading.insertBefore(element("span", { class: "exercise__done", role: "img", "aria-label": say.done }, "✓"), heading.querySelector(".headerlink"));
    }
  }
}

const read = (text) => {
  try {
    return [JSON.parse(text ?? "[]")].flat();
  } catch {
    return [];
  }
};

// What is said of an answer; a screen reader reads it when it changes.
const feedbackPlace = () => element("div", { class: "exercise__feedback", role: "status", "data-search-exclude": "" });
const tell = (place, right, ...content) => {
  place.dataset.right = right;
  place.replaceChildren(element("strong", {}, right ? `✓ ${say.right}` : say.wrong), " ", ...content);
};

const code = (block, id, base, progress) => {
  const feedback = feedbackPlace();
  const check = element("button", { type: "button", class: "exercise__check" }, say.check);
  let source;
  block.buttons.run.after(check);
  block.bar.after(feedback);
  block.judged = ({ end, feedback: text }) => {
    if (end === "right") progress.add(id);
    if (end === "right" || end === "wrong") tell(feedback, end === "right", ...marked(text ?? ""));
    else if (check.disabled) tell(feedback, false, say.fails);
    else feedback.replaceChildren();
  };
  check.onclick = async () => {
    check.disabled = true;
    feedback.replaceChildren();
    try {
      source ??= await fetched(new URL(`${id.replaceAll("-", "_")}.py`, new URL(base, location.href)));
      await block.execute({ check: source, language: zh ? "zh" : "en" });
    } catch (error) {
      tell(feedback, false, say.absent + error.message);
    }
    check.disabled = false;
  };
  block.buttons.reset.addEventListener("click", () => feedback.replaceChildren());
  block.pre.addEventListener("click", () => getSelection().isCollapsed && block.edit(true));
};

const fetched = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
};

// The section of a heading: what follows it up to the next one.
const section = (heading) => {
  const found = [];
  for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) found.push(next);
  return found;
};
const first = (elements, selector) => elements.map((one) => one.matches(selector) ? one : one.querySelector(selector)).find(Boolean);

const choice = (id, truths, progress) => {
  const parts = section(document.getElementById(id));
  const list = first(parts.filter((part) => part.tagName !== "DETAILS"), "ol"), solution = first(parts, "details.success");
  const reasons = [...solution?.querySelector("ol")?.children ?? []];
  if (!list || list.children.length !== truths.length || reasons.length !== truths.length) return;
  const several = truths.filter(Boolean).length > 1, feedback = feedbackPlace();
  const inputs = truths.map((_, n) => element("input", { type: several ? "checkbox" : "radio", name: id, value: n }));
  const options = [...list.children].map((item, n) => element("label", {}, inputs[n], element("span", {}, ...item.childNodes)));
  const form = element("form", { class: "exercise__choice", "data-search-exclude": "" },
    element("fieldset", {}, element("legend", {}, several ? say.several : say.one), ...options),
    element("div", { class: "live__bar" }, element("button", { class: "exercise__check" }, say.check)), feedback);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = inputs.map((input) => input.checked);
    if (!chosen.includes(true)) return tell(feedback, false, say.choose);
    const right = truths.every((truth, n) => truth === chosen[n]);
    const said = reasons.filter((_, n) => chosen[n]).map((item) => element("li", {}, ...copies(item)));
    const missing = !right && truths.every((truth, n) => truth || !chosen[n]);
    tell(feedback, right, ...missing ? [say.more] : [], element("ul", {}, ...said));
    if (right) progress.add(id);
  });
  form.addEventListener("change", () => feedback.replaceChildren());
  list.replaceWith(form);
};

// What an element says, without the marks of the evidence, and without names that would stand twice.
const copies = (item) => {
  const copy = item.cloneNode(true);
  copy.querySelectorAll(".mark").forEach((mark) => mark.remove());
  copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
  return [...copy.childNodes];
};

export const begin = ({ blocks, ...page }) => {
  ({ zh, element, kept } = page);
  say = words();
  const told = document.querySelector("template[data-exercises]").dataset, exercises = JSON.parse(told.exercises);
  const progress = new Progress(told, exercises);
  for (const { id, truths } of exercises) {
    const block = blocks.find(({ pre }) => pre.dataset.exercise === id && pre.dataset.start !== undefined);
    if (truths.length) choice(id, truths, progress);
    else if (block) code(block, id, told.base, progress);
  }
};
