// Draws one card and tells the kernel what was filled in. No imports, no network.
//
// Every text comes as plain text with `backticks` around code and is set as text, never as HTML.

const LABELS = [
  ["says", "Says"], ["evidence", "Figures and names"], ["certainty", "Certainty"],
  ["credits", "Credits"], ["note", "Our note"],
];
const SILENCE = 8000; // milliseconds after which a kernel that says nothing is reported

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function marked(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

function option(type, name, [value, label]) {
  const input = make("input", { type, name, value });
  return make("label", { class: "marchwest-card-option" }, input, make("span", {}, ...marked(label)));
}

// Each form returns what to show and a function that reads what is filled in.
const FORMS = {
  radio(question, name) {
    const parts = question.options.map((each) => option("radio", name, each));
    const read = (form) => form.querySelector("input:checked")?.value ?? null;
    return [parts, read];
  },
  checks(question, name) {
    const parts = question.options.map((each) => option("checkbox", name, each));
    const read = (form) => [...form.querySelectorAll("input:checked")].map((box) => box.value);
    return [parts, read];
  },
  text(question, name) {
    const field = make("input", {
      type: "text", id: `${name}-field`, autocomplete: "off", spellcheck: "false",
      "aria-describedby": `${name}-stem ${name}-task`,
    });
    const label = make("label", { for: field.id }, question.label);
    return [[make("div", { class: "marchwest-card-text" }, label, field)], () => field.value];
  },
  selects(question, name) {
    const fields = question.rows.map(([key, label], index) => {
      const id = `${name}-row-${index}`;
      const blank = make("option", { value: "" }, "choose …");
      const choices = question.options.map(([value, words]) => make("option", { value }, words));
      const select = make("select", { id, "data-key": key }, blank, ...choices);
      const words = make("label", { for: id }, ...marked(label));
      return make("div", { class: "marchwest-card-row" }, words, select);
    });
    const read = (form) => Object.fromEntries(
      [...form.querySelectorAll("select")].map((select) => [select.dataset.key, select.value]),
    );
    return [fields, read];
  },
};

function claimOf(claim) {
  const pairs = LABELS.filter(([key]) => claim[key]).flatMap(
    ([key, label]) => [make("dt", {}, label), make("dd", {}, claim[key])],
  );
  const head = make("p", {}, make("code", {}, claim.claim_id), ` ${claim.cite}`);
  return make("div", { class: "marchwest-card-claim" }, head, make("dl", {}, ...pairs));
}

function render({ model, el }) {
  const question = JSON.parse(model.get("question"));
  // Each card runs its own copy of this module, and one card may be on the page twice.
  const name = `marchwest-card-${Math.random().toString(36).slice(2)}`;
  const [parts, read] = FORMS[question.type](question, name);

  const heading = make("p", { class: "marchwest-card-heading" }, question.heading);
  const task = make("p", { class: "marchwest-card-task", id: `${name}-task` }, question.task);
  // A group of choices is named by its legend; a single field by its label, and described by the stem.
  const isGroup = question.type !== "text";
  const stem = make(isGroup ? "legend" : "p",
    { id: `${name}-stem`, class: "marchwest-card-stem" }, ...marked(question.stem));
  const group = make(isGroup ? "fieldset" : "div",
    isGroup ? { "aria-describedby": task.id } : {}, stem, task, ...parts);
  const check = make("button", { type: "submit" }, question.check);
  const help = make("button", { type: "button" });
  const source = make("button", { type: "button", "aria-expanded": "false" }, "Show source claim");
  const buttons = make("div", { class: "marchwest-card-buttons" }, check, help, source);
  const reply = make("div", {
    class: "marchwest-card-reply", role: "status", "aria-live": "polite", "aria-atomic": "true",
  });
  const hints = make("div", { class: "marchwest-card-hints", "aria-live": "polite" });
  const sources = make("div", { class: "marchwest-card-sources", "aria-live": "polite" });
  const form = make("form", { novalidate: "" }, group, buttons);
  const card = make("section", {
    class: "marchwest-card", "aria-label": question.heading,
    "data-item": question.id,
  }, heading, form, reply, hints, sources);
  el.append(card);

  let waiting = null;
  function press(button, extra = {}) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      reply.dataset.tone = "silent";
      reply.replaceChildren(make("p", {},
        "No reply from the kernel. It may be busy or stopped: run the cell above once more."));
    }, SILENCE);
    model.send({ press: button, ...extra });
  }
  const heard = () => clearTimeout(waiting);

  function showReply() {
    heard();
    if (!model.get("reply")) return;
    const said = JSON.parse(model.get("reply"));
    // After a hint only the next step of the same reply changes: that is no news to be read out.
    const isNews = reply.dataset.number !== String(said.number);
    if (!isNews) reply.setAttribute("aria-live", "off");
    reply.dataset.tone = said.tone;
    reply.dataset.number = said.number;
    const icon = make("span", { "aria-hidden": "true" }, said.icon);
    const status = make("p", { class: "marchwest-card-status" }, `${said.status} `, icon);
    const lines = said.lines.map((line) => make(
      "p", line.startsWith("Look at:") ? { class: "marchwest-card-where" } : {}, ...marked(line),
    ));
    reply.replaceChildren(status, ...lines);
    if (!isNews) setTimeout(() => reply.setAttribute("aria-live", "polite"), 200);
  }

  function showHints() {
    heard();
    const taken = model.get("hints");
    // Only new hints are added, so that a screen reader reads only these.
    for (const hint of taken.slice(hints.children.length)) {
      hints.append(make("p", {}, ...marked(hint)));
    }
  }

  function showHelp() {
    const label = model.get("help_label");
    help.textContent = label;
    if (!label && help.isConnected) {
      if (document.activeElement === help) source.focus();
      help.remove();
    }
  }

  function showSources() {
    heard();
    if (!model.get("sources")) return;
    const { claims, more, instead } = JSON.parse(model.get("sources"));
    sources.replaceChildren(...claims.map(claimOf));
    if (more) sources.append(make("p", {}, more));
    if (instead) sources.append(make("p", {}, instead));
    source.setAttribute("aria-expanded", "true");
    source.textContent = "Hide source claim";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    press("check", { value: read(form) });
  });
  help.addEventListener("click", () => press("help"));
  source.addEventListener("click", () => {
    const isOpen = source.getAttribute("aria-expanded") === "true";
    if (isOpen) {
      sources.replaceChildren();
      source.setAttribute("aria-expanded", "false");
      source.textContent = "Show source claim";
    } else press("sources");
  });
  // Enter checks the answer in every field. Left to itself it opens a list in some browsers, and
  // in a text field of JupyterLab it does nothing. While a word is being composed it ends the word.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("input, select")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  // JupyterLab takes arrow keys, Enter and letters for itself. It stops at an element that says
  // so, but looks at the focused one first, so each of them must say it.
  for (const control of form.querySelectorAll("input, select, button")) {
    control.setAttribute("data-lm-suppress-shortcuts", "true");
  }

  model.on("change:reply", showReply);
  model.on("change:hints", showHints);
  model.on("change:help_label", showHelp);
  model.on("change:sources", showSources);
  showHelp();
  showReply();
  showHints();
  return () => {
    heard();
    model.off("change:reply", showReply);
    model.off("change:hints", showHints);
    model.off("change:help_label", showHelp);
    model.off("change:sources", showSources);
  };
}

export default { render };
