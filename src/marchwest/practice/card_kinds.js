// The forms of the kinds that show more than options: a map, rows of claims, two claims side by
// side, a paragraph with marked figures. Set before card_view.js, whose functions they use.
//
// Each returns what to show and a function that reads what is filled in. Every choice is a radio
// button, which has the keyboard and the name; what else can be clicked only sets it.

const chosenOf = (form) => form.querySelector("input[type=radio]:checked")?.value ?? null;

function choose(input) {
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function mapForm(question, name) {
  const { width, height, land, regions, points, labels, alt } = question.more;
  const marks = [
    ...regions.map(({ key, path }) => drawn("path", { d: path, class: "marchwest-card-region", "data-key": key })),
    ...points.map(({ key, x, y, radius }) => drawn("circle",
      { cx: x, cy: y, r: radius, class: "marchwest-card-region", "data-key": key })),
  ];
  const lines = labels.filter(({ line }) => line?.length).map(({ line: [x1, y1, x2, y2] }) => drawn("line", {
    x1, y1, x2, y2, class: "marchwest-card-leader",
  }));
  const texts = labels.map(({ key, text, x, y, anchor }) => drawn("text", {
    x, y, "text-anchor": anchor ?? "middle", "dominant-baseline": "middle", "data-key": key,
  }, text));
  const picture = drawn("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt, class: "marchwest-card-map",
  }, drawn("path", { d: land, class: "marchwest-card-land" }), ...lines, ...marks, ...texts);
  const options = question.options.map((each) => option("radio", name, each));
  const list = make("div", { class: "marchwest-card-places" }, ...options);
  const body = make("div", { class: "marchwest-card-atlas" }, picture, list);
  const inputs = options.map((each) => each.querySelector("input"));

  // The map follows the list: what is chosen, and what the pointer or the focus is on.
  const follow = () => {
    for (const mark of [...marks, ...texts]) {
      const input = inputs.find((each) => each.value === mark.dataset.key);
      mark.classList.toggle("is-chosen", input.checked);
      mark.classList.toggle("is-near", input.matches(":focus-visible"));
    }
    // The outline of what is chosen must not lie under its neighbours'.
    for (const mark of marks) if (mark.classList.contains("is-chosen")) mark.parentNode.insertBefore(mark, texts[0]);
  };
  body.addEventListener("change", follow);
  body.addEventListener("focusin", follow);
  body.addEventListener("focusout", () => setTimeout(follow));
  picture.addEventListener("click", (event) => {
    const key = event.target.dataset.key;
    if (key) choose(inputs.find((each) => each.value === key));
  });
  return [[body], chosenOf];
}

function rowsForm(question, name) {
  const { headings, rows } = question.more;
  const head = make("tr", {}, make("td", {}), ...headings.map((text) => make("th", { scope: "col" }, text)));
  const lines = rows.map(({ key, cells }, index) => {
    const input = make("input", { type: "radio", name, value: key, id: `${name}-claim-${index}` });
    const [first, ...others] = cells.map((text, column) => {
      const id = `${name}-cell-${index}-${column}`;
      const label = column ? [text] : [make("label", { for: input.id }, text)];
      return make("td", { id, lang: "en", "data-heading": headings[column] }, ...label);
    });
    input.setAttribute("aria-labelledby", [first, ...others].map((cell) => cell.id).join(" "));
    const line = make("tr", {}, make("td", {}, input), first, ...others);
    line.addEventListener("click", (event) => {
      if (event.target !== input) { event.preventDefault(); choose(input); }
    });
    return line;
  });
  const table = make("table", { class: "marchwest-card-claims" },
    make("thead", {}, head), make("tbody", {}, ...lines));
  return [[make("div", { class: "marchwest-card-rows" }, table)], chosenOf];
}

function pairForm(question, name) {
  const panels = question.more.claims.map(({ title, place, says }) => make("div", { class: "marchwest-card-side" },
    make("p", { lang: "en" }, make("strong", {}, title), ` ${place}`),
    make("dl", { lang: "en" }, ...says.flatMap(([label, text]) => [make("dt", {}, label), make("dd", {}, text)]))));
  const options = question.options.map((each) => option("radio", name, each));
  return [[make("div", { class: "marchwest-card-pair" }, ...panels), ...options], chosenOf];
}

function figuresForm(question, name) {
  const parts = question.more.parts.flatMap(({ text, key, shown, around }) => {
    if (!key) return marked(text);
    const input = make("input", { type: "radio", name, value: key, "aria-label": around });
    const figure = make("label", { class: "marchwest-card-figure" }, input, make("span", {}, shown));
    return [...marked(text), figure];
  });
  return [[make("p", { class: "marchwest-card-passage", lang: "en" }, ...parts)], chosenOf];
}

const KINDS = { map: mapForm, rows: rowsForm, pair: pairForm, figures: figuresForm };
