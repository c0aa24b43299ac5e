// Draws one card and tells the kernel what was filled in. No imports, no network.
//
// Every text comes as plain text with `backticks` around code and is set as text, never as HTML.
// The card's own words come too, in `question.words`: this file holds none, so that they can be in
// another language. What the course says is in English and says so (`lang`).

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
  return make("label", { class: "marchwest-card-option" }, input, make("span", { lang: "en" }, ...marked(label)));
}

// Each form returns what to show and a function that reads what is filled in.
const FORMS = {
  ...KINDS,
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
      const blank = make("option", { value: "" }, question.words.choose);
      const choices = question.options.map(([value, words]) => make("option", { value, lang: "en" }, words));
      const select = make("select", { id, "data-key": key }, blank, ...choices);
      const words = make("label", { for: id, lang: "en" }, ...marked(label));
      return make("div", { class: "marchwest-card-row" }, words, select);
    });
    const read = (form) => Object.fromEntries(
      [...form.querySelectorAll("select")].map((select) => [select.dataset.key, select.value]),
    );
    return [fields, read];
  },
};

function claimOf(claim, words) {
  const pairs = words.claim.filter(([key]) => claim[key]).flatMap(
    ([key, label]) => [make("dt", {}, label), make("dd", { lang: "en" }, claim[key])],
  );
  const head = make("p", {}, make("code", {}, claim.claim_id), ` ${claim.cite}`);
  const parts = [head, make("dl", {}, ...pairs)];
  if (claim.report) {
    parts.push(make("p", { class: "marchwest-card-report" }, make("a", {
      href: claim.report, target: "_blank", rel: "noopener",
      "aria-label": `${words.report}: ${claim.claim_id}`,
    }, words.report)));
  }
  return make("div", { class: "marchwest-card-claim" }, ...parts);
}

// Another variant is another question: the card is drawn anew, and the focus goes to its first field.
function render({ model, el }) {
  let end = draw({ model, el });
  const redraw = () => {
    const hadFocus = el.contains(document.activeElement);
    end();
    el.replaceChildren();
    end = draw({ model, el });
    if (hadFocus) el.querySelector("input, select").focus();
  };
  model.on("change:question", redraw);
  return () => {
    model.off("change:question", redraw);
    end();
  };
}

function draw({ model, el }) {
  const question = JSON.parse(model.get("question"));
  const { words } = question;
  // Each card runs its own copy of this module, and one card may be on the page twice.
  const name = `marchwest-card-${Math.random().toString(36).slice(2)}`;
  const [parts, read] = FORMS[question.type](question, name);

  const heading = make("p", { class: "marchwest-card-heading" }, question.heading);
  const task = make("p", { class: "marchwest-card-task", id: `${name}-task` }, question.task);
  // A group of choices is named by its legend; a single field by its label, and described by the stem.
  const isGroup = question.type !== "text";
  const stem = make(isGroup ? "legend" : "p",
    { id: `${name}-stem`, class: "marchwest-card-stem", lang: "en" }, ...marked(question.stem));
  const group = make(isGroup ? "fieldset" : "div",
    isGroup ? { "aria-describedby": task.id } : {}, stem, task, ...parts);
  const check = make("button", { type: "submit" }, question.check);
  const help = make("button", { type: "button" });
  const source = make("button", { type: "button", "aria-expanded": "false" }, words.show_sources);
  const another = make("button", { type: "button" }, question.another);
  const buttons = make("div", { class: "marchwest-card-buttons" }, check, help, source);
  if (question.another) buttons.append(another);
  const reply = make("div", {
    class: "marchwest-card-reply", role: "status", "aria-live": "polite", "aria-atomic": "true",
  });
  const hints = make("div", { class: "marchwest-card-hints", "aria-live": "polite" });
  const sources = make("div", { class: "marchwest-card-sources", "aria-live": "polite" });
  const sure = make("input", {
    type: "number", id: `${name}-sure`, min: "50", max: "100", step: "5", inputmode: "numeric",
  });
  const sureLine = make("div", { class: "marchwest-card-sure" },
    make("label", { for: sure.id }, model.get("sure_label")), sure);
  const form = make("form", { novalidate: "" }, group, buttons);
  if (model.get("sure_label")) buttons.before(sureLine);
  const card = make("section", {
    class: "marchwest-card", "aria-label": question.heading, lang: question.lang,
    "data-item": question.id,
  }, heading, form, reply, hints, sources);
  el.append(card);

  let waiting = null;
  function press(button, extra = {}) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      reply.dataset.tone = "silent";
      reply.replaceChildren(make("p", {}, words.silent));
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
    // Confidence belongs to one answer: the next is asked for it anew.
    if (isNews && ["correct", "incorrect"].includes(said.tone)) sure.value = "";
    reply.lang = said.lang; // it may have been changed since the card was drawn
    reply.dataset.tone = said.tone;
    reply.dataset.number = said.number;
    const icon = make("span", { "aria-hidden": "true" }, said.icon);
    const status = make("p", { class: "marchwest-card-status" }, `${said.status} `, icon);
    const lines = said.lines.map((line) => make(
      "p", line === said.where ? { class: "marchwest-card-where" } : {}, ...marked(line),
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
    sources.replaceChildren(...claims.map((claim) => claimOf(claim, words)));
    if (more) sources.append(make("p", {}, more));
    if (instead) sources.append(make("p", {}, instead));
    source.setAttribute("aria-expanded", "true");
    source.textContent = words.hide_sources;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    press("check", { value: read(form), confidence: sure.value });
  });
  help.addEventListener("click", () => press("help"));
  another.addEventListener("click", () => press("another"));
  source.addEventListener("click", () => {
    const isOpen = source.getAttribute("aria-expanded") === "true";
    if (isOpen) {
      sources.replaceChildren();
      source.setAttribute("aria-expanded", "false");
      source.textContent = words.show_sources;
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
