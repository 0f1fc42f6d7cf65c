// Copying a selection that holds formulas gives their LaTeX.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0).cloneRange();
  // A selection that starts or ends inside a formula takes the whole of it.
  const mathAt = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");
  if (mathAt(range.startContainer)) range.setStartBefore(mathAt(range.startContainer));
  if (mathAt(range.endContainer)) range.setEndAfter(mathAt(range.endContainer));
  const copy = range.cloneContents();
  const formulas = copy.querySelectorAll("math");
  if (!formulas.length) return;
  for (const math of formulas) {
    const tex = math.querySelector("annotation")?.textContent ?? math.textContent;
    math.replaceWith(math.getAttribute("display") === "block" ? `\n$$\n${tex}\n$$\n` : `$${tex}$`);
  }
  // innerText keeps the line breaks of blocks, but only of what is laid out.
  const box = document.createElement("div");
  box.style.cssText = "position: fixed; left: -9999px; white-space: pre-wrap";
  box.append(copy);
  document.body.append(box);
  event.clipboardData.setData("text/plain", box.innerText);
  box.remove();
  event.preventDefault();
});

// Names and keyboard access for what the theme builds at run time.
{
  const zh = document.documentElement.lang.startsWith("zh");
  const scrollers = ".md-typeset__scrollwrap, .math--block, .math--long, .figure__scroll, .highlight pre > code";
  const improve = () => {
    document.querySelector(".md-search:not([aria-label])")?.setAttribute("aria-label", zh ? "搜索" : "Search");
    for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) nav.setAttribute("role", "none");
    for (const area of document.querySelectorAll(scrollers))
      if (area.scrollWidth > area.clientWidth) area.tabIndex = 0;
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; improve(); });
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener("load", soon);
  addEventListener("resize", soon);
  soon();
}

// On paper a page is light, and everything that is folded away is open.
{
  let scheme, folded = [];
  addEventListener("beforeprint", () => {
    scheme = document.body.dataset.mdColorScheme;
    document.body.dataset.mdColorScheme = "default";
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    document.body.dataset.mdColorScheme = scheme;
    for (const details of folded) details.open = false;
  });
}

// A term shows what it means at the first touch and leads to the glossary at the second; Escape hides what a link says.
{
  const told = ".term, .mark";
  let touched = null;
  addEventListener("pointerdown", (event) => {
    const term = event.pointerType === "mouse" ? null : event.target.closest?.(".term");
    touched = term === document.activeElement ? null : term;
  });
  addEventListener("click", (event) => {
    if (!touched || event.target.closest?.(".term") !== touched) return;
    event.preventDefault();
    touched.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const link of document.querySelectorAll(told)) link.classList.toggle("hushed", link.matches(":hover, :focus"));
  });
  for (const kind of ["focusout", "pointerout"])
    addEventListener(kind, (event) => event.target.closest?.(told)?.classList.remove("hushed"));
}

// The switch between the languages keeps the section that is being read; both editions have the same anchors.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[hreflang]");
  if (!link) return;
  const above = [...document.querySelectorAll("article :is(h2, h3, h4)[id]")].filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  link.hash = above.at(-1)?.id ?? "";
});
