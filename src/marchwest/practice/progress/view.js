// Shows progress and hands files between the page and the kernel. No imports, no network.
//
// The report is HTML that the kernel has escaped; every other text is set as text.

const SILENCE = 8000; // milliseconds after which a kernel that says nothing is reported

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function download({ file, kind, text }) {
  const address = URL.createObjectURL(new Blob([text], { type: kind }));
  const link = make("a", { href: address, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function render({ model, el }) {
  const words = JSON.parse(model.get("words"));
  const id = `marchwest-progress-${Math.random().toString(36).slice(2)}`;
  const report = make("div", { class: "marchwest-progress-report" });
  const save = make("button", { type: "button" }, words.save);
  const load = make("button", { type: "button" }, words.load);
  const chooser = make("input", { type: "file", accept: ".json,application/json", hidden: "" });
  const name = make("input", { type: "text", id, autocomplete: "name", maxlength: "200" });
  const label = make("label", { for: id }, words.name);
  const record = make("button", { type: "button" }, words.record);
  const said = make("div", { class: "marchwest-progress-said", role: "status", "aria-live": "polite" });
  const note = make("p", { class: "marchwest-progress-note" }, words.note);
  const card = make("section", { class: "marchwest-progress", "aria-label": words.title, lang: words.lang },
    report, note,
    make("div", { class: "marchwest-progress-row" }, save, load, chooser),
    make("div", { class: "marchwest-progress-row" }, label, name, record), said);
  el.append(card);

  let waiting = null;
  const tell = (word, text) => said.replaceChildren(make("strong", {}, word), ` ${text}`);
  function send(content, buffers = []) {
    clearTimeout(waiting);
    waiting = setTimeout(
      () => tell(words.silent, words.again),
      SILENCE);
    model.send(content, undefined, buffers);
  }

  function showReport() { report.innerHTML = model.get("report"); }
  function showSaid() {
    clearTimeout(waiting);
    if (!model.get("said")) return;
    const { word, text } = JSON.parse(model.get("said"));
    tell(word, text);
  }
  function hear(content) {
    clearTimeout(waiting);
    if (content.file) download(content);
  }

  save.addEventListener("click", () => send({ press: "save" }));
  record.addEventListener("click", () => send({ press: "record", name: name.value }));
  load.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    if (!file) return;
    if (file.size > model.get("largest")) send({ press: "too-big" });
    else send({ press: "load" }, [await file.arrayBuffer()]);
    chooser.value = ""; // the same file can be chosen once more
  });
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      record.click();
    }
  });
  // JupyterLab takes letters, arrows and Enter for itself unless the focused element says otherwise.
  for (const control of card.querySelectorAll("input, button")) {
    control.setAttribute("data-lm-suppress-shortcuts", "true");
  }

  model.on("change:report", showReport);
  model.on("change:said", showSaid);
  model.on("msg:custom", hear);
  showReport();
  return () => {
    clearTimeout(waiting);
    model.off("change:report", showReport);
    model.off("change:said", showSaid);
    model.off("msg:custom", hear);
  };
}

export default { render };
