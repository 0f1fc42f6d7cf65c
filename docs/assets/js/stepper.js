// Figures that one steps through. Numbers and words stand in the SVG (convdoc/site/figures/steps.py):
// nothing is computed here, it is only put where the reader looks. Position 0 is the still figure.
{
  const PERIOD = 1800;                                    // of play, in ms
  const FLICK = 30;                                       // the shortest swipe, in px
  const PASSING = ["window", "second", "third", "output"].map((tint) => `fig-is-${tint}`);

  const clamp = (position, last) => Math.max(0, Math.min(last, position));

  // Where a key leads from a position; undefined if it leads nowhere.
  const target = (key, position, last) =>
    ({ ArrowLeft: position - 1, ArrowRight: position + 1, Home: 0, End: last })[key];

  // Which way a finger went: 1 is onward, to the left; 0 is not a swipe.
  const swipe = (dx, dy) => (Math.abs(dx) < FLICK || Math.abs(dx) < 2 * Math.abs(dy) ? 0 : dx < 0 ? 1 : -1);

  // The figure as something to show a step of; `null` brings the still figure back.
  const stage = (svg) => {
    const cells = (name) => [...svg.querySelectorAll(`[data-array="${name}"]`)];
    const movers = [...svg.querySelectorAll(".fig-mover")];
    const [input, output] = movers.map((mover) => cells(mover.dataset.over));
    const slots = svg.querySelectorAll(".fig-moving .fig-sum tspan:not(.fig-symbol)");
    const still = new Map([...input, ...output].map((cell) => [cell, cell.getAttribute("class")]));
    const move = (mover, cell) => {
      const corner = cell.querySelector("rect");
      mover.style.transform = `translate(${corner.getAttribute("x")}px, ${corner.getAttribute("y")}px)`;
    };
    const show = (step, index) => {
      for (const [cell, tints] of still) cell.setAttribute("class", tints);
      svg.classList.toggle("fig-stepped", step !== null);
      if (step === null) return;
      for (const cell of still.keys()) cell.classList.remove(...PASSING);
      for (const n of step.cells) input[n].classList.add("fig-is-window");
      output[index].classList.add("fig-is-output");
      for (const cell of output.slice(index + 1)) cell.classList.add("fig-is-later");
      move(movers[0], input[step.cells[0]]);
      move(movers[1], output[index]);
      step.parts.forEach((part, n) => { slots[n].textContent = part; });
    };
    return { show, output };
  };

  const enhance = (bar) => {
    const figure = bar.closest("figure"), svg = figure.querySelector("svg[data-steps]");
    const scroll = figure.querySelector(".figure__scroll");
    const steps = JSON.parse(svg.dataset.steps), last = steps.length;
    const [previous, play, next] = bar.querySelectorAll("button");
    const count = bar.querySelector(".stepper__count"), says = bar.querySelector(".stepper__says");
    const still = count.textContent;                      // at rest: how many steps there are
    const { show, output } = stage(svg);
    let position = 0, timer = 0, start = null;

    const draw = () => show(steps[position - 1] ?? null, position - 1);
    const go = (to) => {
      position = clamp(to, last);
      draw();
      previous.setAttribute("aria-disabled", position === 0);
      next.setAttribute("aria-disabled", position === last);
      count.textContent = position ? `${position} / ${last}` : still;
      announce();
    };
    const announce = () => {
      says.textContent = position ? steps[position - 1].says : svg.querySelector("title").textContent;
    };
    // While it plays, nobody can listen to the end of a sentence: what is shown is announced when it stops.
    const playing = (on) => {
      clearInterval(timer);
      timer = on && setInterval(tick, PERIOD);
      [...play.children].forEach((word, n) => { word.hidden = on !== (n === 1); });
      play.classList.toggle("stepper__play--on", on);
      says.setAttribute("aria-live", on ? "off" : "polite");
    };
    const tick = () => {
      go(position + 1);
      if (position === last) halt();
    };
    const halt = () => {
      if (!timer) return;
      playing(false);
      announce();
    };
    const leap = (to) => {
      halt();
      if (clamp(to, last) !== position) go(to);
    };

    previous.addEventListener("click", () => leap(position - 1));
    next.addEventListener("click", () => leap(position + 1));
    play.addEventListener("click", () => {
      if (timer) return halt();
      playing(true);
      go(position === last ? 1 : position + 1);
      if (position === last) halt();
    });
    bar.addEventListener("keydown", (event) => {
      const to = target(event.key, position, last);
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      leap(to);
    });
    svg.addEventListener("click", (event) => {
      const index = output.indexOf(event.target.closest("[data-array]"));
      if (index >= 0) leap(index + 1);
    });
    // Where a figure is wider than its place, a finger scrolls it.
    scroll.addEventListener("touchstart", ({ touches: [finger, ...more] }) => {
      start = more.length || scroll.scrollWidth > scroll.clientWidth ? null : finger;
    }, { passive: true });
    scroll.addEventListener("touchend", ({ changedTouches: [finger] }) => {
      const way = start && swipe(finger.clientX - start.clientX, finger.clientY - start.clientY);
      start = null;
      if (way) leap(position + way);
    });
    // Paper gets the still figure.
    addEventListener("beforeprint", () => show(null));
    addEventListener("afterprint", draw);

    bar.dataset.ready = "";
  };

  document.querySelectorAll(".stepper").forEach(enhance);
}
