"use strict";
/* Filters the rows that stand in this page, counts again, and draws. Text of a register only ever
   becomes text: by textContent in the page, and escaped for plotly, which reads some markup. */
(() => {
  const KINDS = ["study", "review", "model"];
  const LONGEST_LIST = 8;
  const evidence = JSON.parse(document.getElementById("evidence").textContent);
  const field = (id) => document.getElementById(id);
  const escaped = (text) =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

  function wrapped(text, width) {
    const lines = [""];
    for (const word of text.split(/\s+/)) {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length >= width) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    const shown = lines.slice(0, 4).map((line) => escaped(line.slice(0, 40)));
    return shown.join("<br>") + (lines.length > 4 ? "…" : "");
  }

  function fill(id, values) {
    for (const value of [...new Set(values)].sort((a, b) => a.localeCompare(b, "en-GB"))) {
      const option = document.createElement("option");
      option.value = option.textContent = value;
      field(id).append(option);
    }
  }

  function left() {
    const chosen = Object.fromEntries(
      ["population", "design", "nation"].map((id) => [id, field(id).value]));
    const from = field("from").valueAsNumber, to = field("to").valueAsNumber;
    return evidence.rows.filter((row) =>
      (!chosen.population || row.population === chosen.population) &&
      (!chosen.design || row.design === chosen.design) &&
      (!chosen.nation || row.nations.includes(chosen.nation)) &&
      (Number.isNaN(from) || (row.year !== null && row.year >= from)) &&
      (Number.isNaN(to) || (row.year !== null && row.year <= to)));
  }

  function counted(rows) {
    const cells = evidence.cells.map((cell) => ({
      ...cell, study: new Set(), review: new Set(), model: new Set(), items: new Set() }));
    for (const row of rows) {
      cells[row.cell][row.kind].add(row.unit);
      cells[row.cell].items.add(row.item);
    }
    return cells;
  }

  const some = (count, one, several) => `${count} ${count === 1 ? one : several}`;
  const words = (cell) => [
    some(cell.study.size, "study", "studies"),
    some(cell.review.size, "review", "reviews"),
    some(cell.model.size, "model", "models")].join(", ");
  const which = (cell) => {
    const items = [...cell.items].sort();
    const more = items.length - LONGEST_LIST;
    return items.slice(0, LONGEST_LIST).join("; ") + (more > 0 ? ` and ${more} more` : "");
  };

  function drawTable(cells) {
    field("cells").replaceChildren(...cells.map((cell) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      const link = document.createElement("a");
      link.href = `index.html#cell-${encodeURIComponent(cell.id)}`;
      link.textContent = cell.asks;
      head.append(link);
      row.append(head);
      for (const kind of KINDS) {
        const number = document.createElement("td");
        number.textContent = cell[kind].size;
        row.append(number);
      }
      const items = document.createElement("td");
      items.textContent = which(cell) || "none left";
      row.append(items);
      return row;
    }));
  }

  function drawMap(cells) {
    const places = new Map();
    for (const cell of cells) {
      const key = JSON.stringify([cell.intervention, cell.outcome]);
      const place = places.get(key) || {
        intervention: cell.intervention, outcome: cell.outcome, asked: [], units: new Set() };
      place.asked.push(cell);
      for (const kind of KINDS) for (const unit of cell[kind]) place.units.add(`${kind} ${unit}`);
      places.set(key, place);
    }
    const all = [...places.values()];
    const outcomes = [...new Set(evidence.cells.map((cell) => cell.outcome))];
    const interventions = [...new Set(evidence.cells.map((cell) => cell.intervention))];
    const studies = (place) =>
      [...place.units].filter((unit) => unit.startsWith("study ")).length;
    const fewWords = (place) => {
      const of = (kind) =>
        [...place.units].filter((unit) => unit.startsWith(`${kind} `)).length;
      if (of("study")) return some(of("study"), "study", "studies");
      if (of("review")) return some(of("review"), "review", "reviews");
      return of("model") ? some(of("model"), "model", "models") : "none";
    };
    const most = Math.max(1, ...all.map(studies));
    const held = all.map((place) => place.units.size > 0);
    const trace = {
      type: "scatter",
      mode: "markers+text",
      x: all.map((place) => outcomes.indexOf(place.outcome)),
      y: all.map((place) => interventions.indexOf(place.intervention)),
      marker: {
        color: all.map((_, n) => (held[n] ? "#12436D" : "#505a5f")),
        symbol: all.map((_, n) => (held[n] ? "circle" : "x-thin")),
        line: { width: 2, color: all.map((_, n) => (held[n] ? "#12436D" : "#505a5f")) },
        size: all.map((place, n) =>
          held[n] ? Math.max(10, 44 * Math.sqrt(studies(place) / most)) : 12),
      },
      text: all.map((place) => fewWords(place)),
      textposition: "bottom center",
      textfont: { size: 13, color: "#1d1d1d" },
      cliponaxis: false,
      hovertemplate: all.map((place) => place.asked.map((cell) =>
        `<b>${wrapped(cell.asks, 44)}</b><br>${words(cell)}<br>${wrapped(which(cell), 44)}`,
      ).join("<br>").replace(/[%{}]/g, (sign) => `&#${sign.charCodeAt(0)};`) + "<extra></extra>"),
    };
    const axis = {
      zeroline: false, gridcolor: "#b9bec4", fixedrange: true, tickfont: { size: 13 },
      color: "#1d1d1d", automargin: true };
    const layout = {
      height: 170 + 105 * interventions.length,
      margin: { l: 20, r: 20, t: 20, b: 20 },
      paper_bgcolor: "#ffffff",
      plot_bgcolor: "#ffffff",
      font: { family: "system-ui, Arial, Helvetica, sans-serif", color: "#1d1d1d" },
      hoverlabel: { bgcolor: "#ffffff", bordercolor: "#1d1d1d", font: { color: "#1d1d1d" }, align: "left" },
      showlegend: false,
      xaxis: { ...axis, side: "top", tickvals: outcomes.map((_, n) => n),
        ticktext: outcomes.map((text) => wrapped(text, 16)), tickangle: 0,
        range: [-0.6, outcomes.length - 0.4] },
      yaxis: { ...axis, tickvals: interventions.map((_, n) => n),
        ticktext: interventions.map((text) => wrapped(text, 22)),
        range: [interventions.length - 0.4, -0.6] },
    };
    const config = {
      displaylogo: false, displayModeBar: false, responsive: true, showSendToCloud: false,
      showEditInChartStudio: false, plotlyServerURL: "", showTips: false };
    field("map-chart").style.minWidth = `${14 + 7.5 * outcomes.length}rem`;
    Plotly.react("map-chart", [trace], layout, config);
  }

  function draw() {
    const cells = counted(left());
    const filled = cells.filter((cell) => KINDS.some((kind) => cell[kind].size)).length;
    const units = new Set(left().map((row) => `${row.kind} ${row.unit}`));
    const of = (kind) => [...units].filter((unit) => unit.startsWith(`${kind} `)).length;
    field("found").textContent =
      `${filled} of ${some(cells.length, "question", "questions")} have evidence: ` +
      `${some(of("study"), "independent study", "independent studies")}, ` +
      `${some(of("review"), "review", "reviews")} and ${some(of("model"), "model", "models")}, ` +
      `as at ${evidence.as_of}.`;
    drawTable(cells);
    drawMap(cells);
  }

  fill("population", evidence.rows.map((row) => row.population));
  fill("design", evidence.rows.map((row) => row.design));
  fill("nation", evidence.rows.flatMap((row) => row.nations));
  field("filters").addEventListener("input", draw);
  field("filters").addEventListener("submit", (event) => event.preventDefault());
  field("filters").addEventListener("reset", () => setTimeout(draw));
  draw();
})();
