// Sliders, each with its label and its value in words. The sliders of ipywidgets have no name that a
// screen reader could say; the browser's own have.

function say(slider, value) {
  return slider.per_cent ? `${Math.round(value * 100)}%` : String(value);
}

function render({ model, el }) {
  const box = document.createElement("div");
  box.className = "opm-sliders";
  const inputs = new Map();
  model.get("sliders").forEach((slider, place) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const output = document.createElement("output");
    const { min, max, step } = slider;
    Object.assign(input, { type: "range", min, max, step });
    input.id = `opm-slider-${model.model_id ?? ""}-${place}-${Math.random().toString(36).slice(2)}`;
    label.htmlFor = output.htmlFor = input.id;
    label.textContent = slider.label;
    label.title = input.title = slider.meaning;
    input.addEventListener("input", () => {
      model.set("values", { ...model.get("values"), [slider.name]: Number(input.value) });
      model.save_changes();
    });
    inputs.set(slider, { input, output });
    box.append(label, input, output);
  });
  const write = () => {
    for (const [slider, { input, output }] of inputs) {
      const value = model.get("values")[slider.name];
      if (Number(input.value) !== value) input.value = value;
      output.textContent = say(slider, value);
      input.setAttribute("aria-valuetext", say(slider, value));
    }
  };
  write();
  model.on("change:values", write);
  el.append(box);
  return () => model.off("change:values", write);
}

export default { render };
