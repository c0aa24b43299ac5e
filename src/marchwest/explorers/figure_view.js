// Draws one figure (chart, sentence, table) and keeps it up to date without flicker.
//
// No imports: `figure_view.py` bundles this text with Vega-Embed, so that it runs offline.
// When a new figure differs from the drawn one only in its data, its parameters' values or its
// description, these are handed to the living chart and the SVG stays. Anything else is drawn
// out of sight first and takes the old chart's place when it is ready.

const EMBED_OPTIONS = { renderer: "svg", actions: false, mode: "vega-lite" };

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// What must be equal for a living chart to take the new figure's data.
function shapeOf(spec) {
  const { datasets, description, params, ...rest } = spec;
  const names = Object.keys(datasets ?? {});
  const parameters = (params ?? []).map(({ value, ...other }) => other);
  return JSON.stringify([rest, names, parameters]);
}

// Vega parses values only when it loads data itself, so rows given later are parsed here.
const PARSERS = {
  boolean: (value) => (value === "false" ? false : Boolean(value)),
  date: (value) => new Date(Date.parse(value)),
  number: Number,
  string: String,
};

function parsersOf(chart, name) {
  const source = (chart.vgSpec.data ?? []).find((each) => each.name === name);
  return Object.entries(source?.format?.parse ?? {});
}

function canPatch(chart, spec) {
  const names = Object.keys(spec.datasets ?? {});
  return names.every((name) => parsersOf(chart, name).every(([, type]) => type in PARSERS));
}

function parsedRows(chart, name, rows) {
  const parsers = parsersOf(chart, name);
  return rows.map((row) => {
    const copy = { ...row };
    for (const [field, type] of parsers) {
      if (copy[field] != null) copy[field] = PARSERS[type](copy[field]);
    }
    return copy;
  });
}

// Hands over only the datasets that differ: Vega computes anew whatever depends on one that it is
// given. Returns what kind of change it was.
async function patch(chart, spec, before) {
  let changed = false;
  for (const [name, rows] of Object.entries(spec.datasets ?? {})) {
    if (JSON.stringify(rows) === JSON.stringify(before.datasets[name])) continue;
    changed = true;
    const changes = chart.view.changeset().remove(() => true);
    chart.view.change(name, changes.insert(parsedRows(chart, name, rows)));
  }
  for (const { name, value } of spec.params ?? []) {
    if (value !== undefined) chart.view.signal(name, value);
  }
  await chart.view.runAsync();
  return changed ? "rows" : "parameters";
}

// Vega gives a mark without rows the role of a single sign, which then has no name.
function hideEmptyMarks(root) {
  for (const group of root.querySelectorAll("g.role-mark[role]")) {
    if (!group.childElementCount) {
      group.setAttribute("aria-hidden", "true");
      group.dataset.empty = "";
    } else if ("empty" in group.dataset) {
      group.removeAttribute("aria-hidden");
      delete group.dataset.empty;
    }
  }
}

function keepHeight(element) {
  const height = Math.ceil(element.getBoundingClientRect().height);
  const kept = parseFloat(element.style.minHeight) || 0;
  if (height > kept) element.style.minHeight = `${height}px`;
}

// Invisible words that keep as much room as a sentence of so many letters takes at any width.
function wordsOf(letters) {
  const words = "the longest sentence of this explorer fits in here and ";
  return words.repeat(Math.ceil((1.05 * letters) / words.length)).slice(0, 1.05 * letters);
}

function filled(text, name, value) {
  return text.replace(`{${name}}`, () => value);
}

// A claim's id opens a form to report a wrong fact in it.
function cellOf(text, links, words) {
  if (!links[text]) return text;
  return make("a", {
    href: links[text], target: "_blank", rel: "noopener", title: words.report,
    "aria-label": `${words.report}: ${text}`,
  }, text);
}

function tableOf({ caption, columns, rows, links }, words) {
  const cell = (text) => cellOf(text, links, words);
  const head = make("tr", {}, ...columns.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map(([first, ...rest]) =>
    make("tr", {}, make("th", { scope: "row" }, cell(first)), ...rest.map((text) => make("td", {}, cell(text)))));
  const table = make(
    "table", {},
    make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body),
  );
  return Object.keys(links).length ? [table, make("p", {}, words.how)] : [table];
}

// JupyterLab takes keys such as the arrows and letters to walk from cell to cell, also from a
// drop-down list, unless the focused element itself says that they are its own.
const FOCUSABLE = "select, input, button, summary, [tabindex], [contenteditable]";

// ipywidgets gives the handles of a slider a role and values, but no name.
function prepareControls(root, words) {
  for (const element of root.querySelectorAll(FOCUSABLE)) {
    element.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  for (const slider of root.querySelectorAll(".widget-slider")) {
    const label = slider.querySelector(".widget-label")?.textContent ?? "";
    const handles = [...slider.querySelectorAll(".noUi-handle")];
    const ends = handles.length === 2
      ? [filled(words.from, "control", label), filled(words.to, "control", label)] : [label];
    handles.forEach((handle, index) => handle.setAttribute("aria-label", ends[index]));
    const readout = slider.querySelector(".widget-readout");
    readout?.setAttribute("role", "textbox");
    readout?.setAttribute("aria-label", filled(words.type, "control", label));
  }
}

// The controls may come to the page before or after the figure.
function watchControls(element, words) {
  let observer = null;
  let tries = 0;
  const start = () => {
    const root = element.closest(".marchwest-explorer");
    if (!root && tries++ < 300) return requestAnimationFrame(start);
    if (!root) return;
    prepareControls(root, words);
    observer = new MutationObserver(() => prepareControls(root, words));
    observer.observe(root, { childList: true, subtree: true });
  };
  start();
  return () => observer?.disconnect();
}

function render({ model, el }) {
  const said = JSON.parse(model.get("words"));
  const stage = make("div", { class: "marchwest-chart" });
  const sentence = make("p", {
    class: "marchwest-sentence", role: "status", "aria-live": "polite", "aria-atomic": "true",
  });
  const words = make("div", { class: "marchwest-words" }, sentence);
  if (model.get("room")) words.dataset.room = wordsOf(model.get("room"));
  const summary = make("summary");
  const scroller = make("div", { class: "marchwest-scroll", tabindex: "0", role: "region" });
  const details = make("details", { class: "marchwest-table" }, summary, scroller);
  const citation = make("div", { class: "marchwest-citation", "aria-live": "polite" });
  const figure = make("figure", { class: "marchwest-figure" }, words, stage, citation, details);
  el.append(figure);

  let chart = null;
  let shape = null;
  let drawn = null;

  async function embed(spec) {
    const holder = make("div", { class: "marchwest-holder marchwest-waiting" });
    stage.append(holder);
    const next = await vegaEmbed(holder, structuredClone(spec), EMBED_OPTIONS);
    holder.classList.remove("marchwest-waiting");
    for (const old of [...stage.children]) if (old !== holder) old.remove();
    chart?.finalize();
    chart = next;
    keepHeight(stage);
    return "form";
  }

  async function draw({ spec, label, sentence: text, table }) {
    const nextShape = shapeOf(spec);
    const isPatch = chart && nextShape === shape && canPatch(chart, spec);
    shape = null; // if this fails, the next figure is drawn from the beginning
    figure.dataset.redraw = await (isPatch ? patch(chart, spec, drawn) : embed(spec));
    shape = nextShape;
    drawn = spec;
    chart.view.description(label);
    hideEmptyMarks(stage);
    sentence.textContent = text;
    keepHeight(sentence);
    summary.textContent = table.summary;
    scroller.setAttribute("aria-label", filled(said.table, "caption", table.caption));
    scroller.replaceChildren(...tableOf(table, said));
    if (details.open) keepHeight(scroller);
    figure.dataset.drawn = Number(figure.dataset.drawn ?? 0) + 1;
  }

  // Figures that arrive while one is being drawn are skipped but for the last.
  let isDrawing = false;
  let isStale = false;
  async function refresh() {
    isStale = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isStale) {
        isStale = false;
        await draw(JSON.parse(model.get("figure_json")));
      }
    } catch (error) {
      sentence.textContent = filled(said.failed, "error", error.message);
      throw error;
    } finally {
      isDrawing = false;
    }
  }

  function showCitation() {
    const text = model.get("citation");
    citation.replaceChildren(...(text ? [make("pre", { class: "marchwest-scroll" }, text)] : []));
  }

  model.on("change:figure_json", refresh);
  model.on("change:citation", showCitation);
  const release = watchControls(el, said);
  showCitation();
  refresh();
  return () => {
    release();
    chart?.finalize();
  };
}

export default { render };
