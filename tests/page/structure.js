// What axe and the HTML checker do not look for. Returns the faults of the open page as sentences.
() => {
  const faults = [];
  const all = (chosen, within = document) => [...within.querySelectorAll(chosen)];
  const words = (element) => (element ? element.textContent.replace(/\s+/g, " ").trim() : "");
  const shown = (element) => element.getClientRects().length > 0;
  const place = (element) => {
    const near = element.closest("[id]");
    return `<${element.localName}>${near ? ` in #${near.id}` : ""}: ${words(element).slice(0, 60)}`;
  };
  const fault = (what, element) => faults.push(element ? `${what}: ${place(element)}` : what);

  // The document
  if (document.documentElement.lang !== "en-GB") fault("the language is not en-GB");
  const first = all("h1");
  if (first.length !== 1) fault(`there are ${first.length} headings of the first level`);
  else if (words(first[0]) !== document.title) fault("title and first heading differ");
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) fault("a level of heading is skipped", heading);
    if (!words(heading)) fault("a heading is empty", heading);
    level = next;
  }
  const ids = new Set();
  for (const element of all("[id]")) {
    if (ids.has(element.id)) fault(`the id ${element.id} is there twice`);
    ids.add(element.id);
  }
  for (const element of all("[aria-labelledby], [aria-describedby]")) {
    const named = [element.getAttribute("aria-labelledby"), element.getAttribute("aria-describedby")];
    for (const id of named.filter(Boolean).join(" ").split(" ")) {
      if (!ids.has(id)) fault(`the name ${id} is nowhere`, element);
    }
  }

  // Tables, and the regions that they scroll in
  for (const table of all("table")) {
    if (!words(table.caption)) fault("a table has no caption", table);
    if (!all("th[scope=col]", table).length) fault("a table has no column headings", table);
    const region = table.closest("[role=region][tabindex='0']");
    if (!region || !words(document.getElementById(region.getAttribute("aria-labelledby")))) {
      fault("a table has no named region that takes focus", table);
    }
  }
  for (const heading of all("th")) {
    if (!heading.scope) fault("a heading has no scope", heading);
    if (!words(heading)) fault("a heading of a table is empty", heading);
  }
  for (const element of all("body *")) {
    if (element.scrollWidth > element.clientWidth + 1 && shown(element)) {
      const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      if (scrolls && !element.matches("[role=region][tabindex='0'][aria-labelledby]")) {
        fault("something scrolls that has no name or takes no focus", element);
      }
    }
  }
  for (const element of all("[tabindex]")) {
    if (element.tabIndex > 0) fault("something changes the order of focus", element);
  }

  // Pictures
  const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (channels(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (one, other) => {
    const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  for (const picture of all("svg")) {
    if (picture.getAttribute("aria-hidden") === "true") continue;
    if (picture.getAttribute("role") !== "img") fault("a picture has no role", picture);
    if (!words(picture.querySelector("title"))) fault("a picture has no title", picture);
    const named = (picture.getAttribute("aria-labelledby") || "").split(" ");
    const said = named.map((id) => words(document.getElementById(id))).filter(Boolean);
    if (said.length < 2) fault("a picture has no description", picture);
  }
  for (const figure of all("figure")) {
    if (!words(figure.querySelector("figcaption"))) fault("a figure has no words", figure);
    const exhibit = figure.closest("[id]");
    if (!exhibit || !exhibit.querySelector("table")) fault("a figure has no table", figure);
    if (all("svg", figure).filter(shown).length !== 1) fault("not one drawing is shown", figure);
  }
  for (const text of all("svg text").filter(shown)) {
    const drawing = text.ownerSVGElement;
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const size = parseFloat(getComputedStyle(text).fontSize) * scale;
    if (size < 12) fault(`a text in a picture is ${size.toFixed(1)} px high`, text);
    const ratio = contrast(getComputedStyle(text).fill, ground(drawing));
    if (ratio < 4.5) fault(`a text in a picture has a contrast of ${ratio.toFixed(1)}`, text);
  }
  for (const picture of all("img")) fault("a picture from a file", picture);
  if (/No description has been provided/i.test(document.documentElement.outerHTML)) {
    fault("a placeholder stands for a description");
  }

  // Links: where they lead, and whether their words and the passage around them say it
  const meant = new Map();
  for (const link of all("a")) {
    const text = words(link);
    const address = link.getAttribute("href") || "";
    if (!text || /^(here|click here|more|read more|link|this)$/i.test(text)) {
      fault("a link does not say where it leads", link);
    }
    if (address.startsWith("#") && !ids.has(decodeURIComponent(address.slice(1)))) {
      fault(`a link leads nowhere (${address})`, link);
    }
    const around = link.closest("li, td, th, p, dd, caption, h3, h4, summary") || document.body;
    if (!meant.has(around)) meant.set(around, new Map());
    const known = meant.get(around).get(text);
    if (known !== undefined && known !== address) {
      fault(`two links of one passage share their words (${known}, ${address})`, link);
    }
    meant.get(around).set(text, address);
  }

  // Nothing that could run
  for (const script of all("script")) {
    if (script.type !== "application/ld+json") fault("a script", script);
  }
  for (const element of all("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) fault(`a handler of events (${name})`, element);
      if (/^\s*(javascript|vbscript|data:text)/i.test(value)) fault(`a running ${name}`, element);
    }
  }
  for (const element of all("iframe, object, embed, form, base, audio, video")) {
    fault("an element that could fetch", element);
  }
  const policy = document.querySelector("meta[http-equiv='Content-Security-Policy']");
  if (!policy || !policy.content.includes("default-src 'none'")) fault("no policy of the page");
  else if (policy.content.includes("script-src")) fault("the policy allows scripts");
  return faults;
}
