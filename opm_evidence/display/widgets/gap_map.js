// The map of gaps: a table of buttons. The frame is drawn once; a change of states or of the filter
// only writes into it, so that a thousand cells follow a slider.

function make(tag, attributes = {}, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text; // never HTML: a register is other people's text
  return element;
}

function draw(model, buttons) {
  const table = make("table", { class: "opm-live-map" });
  table.append(make("caption", {}, model.get("caption")));
  const head = make("tr");
  head.append(make("th", { scope: "col" }, "What is done"));
  for (const column of model.get("columns")) {
    head.append(make("th", { scope: "col", "data-column": column.id }, column.title));
  }
  const places = new Map();
  const body = make("tbody");
  for (const row of model.get("rows")) {
    const line = make("tr", { "data-row": row.id });
    line.append(make("th", { scope: "row" }, row.title));
    for (const column of model.get("columns")) {
      const place = make("td", { "data-column": column.id });
      places.set(`${row.id} ${column.id}`, place);
      line.append(place);
    }
    body.append(line);
  }
  for (const cell of model.get("cells")) {
    const button = make("button", { type: "button", "data-cell": cell.id });
    button.addEventListener("click", () => {
      model.set("chosen", cell.id);
      model.save_changes();
    });
    buttons.set(cell.id, { button, cell });
    places.get(`${cell.row} ${cell.column}`).append(button);
  }
  const header = make("thead");
  header.append(head);
  table.append(header, body);
  return table;
}

function write(model, buttons) {
  const states = model.get("states");
  for (const [id, { button, cell }] of buttons) {
    const words = states[id] ?? "";
    if (button.dataset.words === words) continue;
    button.dataset.words = words;
    const [first, ...others] = [...(cell.asks ? [cell.asks] : []), ...words.split("\n")];
    button.replaceChildren(make("strong", {}, first), ...others.map((each) => make("span", {}, each)));
    button.setAttribute("aria-label", `${cell.title}. ${words.split("\n").join(". ")}`);
    button.classList.toggle("opm-moved", others.some((each) => each.startsWith("→")));
  }
}

function filter(model, table, buttons) {
  const shown = model.get("shown");
  const wanted = shown === null ? null : new Set(shown);
  for (const [id, { button }] of buttons) button.hidden = wanted !== null && !wanted.has(id);
  const used = (element) => element.querySelector("button:not([hidden])") !== null;
  for (const line of table.tBodies[0].rows) line.hidden = wanted !== null && !used(line);
  for (const place of table.querySelectorAll("td")) {
    place.classList.toggle("opm-empty", !used(place));
  }
}

function mark(model, buttons) {
  for (const [id, { button }] of buttons) {
    button.setAttribute("aria-pressed", String(id === model.get("chosen")));
  }
}

function render({ model, el }) {
  const buttons = new Map();
  const table = draw(model, buttons);
  const region = make("div", { role: "region", "aria-label": "Map of gaps", tabindex: "0" });
  region.className = "opm-live-region";
  region.append(table);
  el.append(region);
  const listeners = {
    "change:states": () => write(model, buttons),
    "change:shown": () => filter(model, table, buttons),
    "change:chosen": () => mark(model, buttons),
  };
  for (const [event, listener] of Object.entries(listeners)) {
    listener();
    model.on(event, listener);
  }
  return () => {
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
  };
}

export default { render };
