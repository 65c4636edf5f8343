// JupyterLab takes Enter and the arrows for itself wherever no text is typed. Inside this output they
// belong to its sliders, buttons and tables; shortcuts with Ctrl, Alt or Cmd stay JupyterLab's.
// (Its mark data-lm-suppress-shortcuts would have to stand on every single control.)
const keep = (event) => {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
};

function render({ el }) {
  el.hidden = true;
  // It has no parent yet while it is drawn.
  requestAnimationFrame(() => {
    const output = el.closest(".jp-OutputArea-output") ?? el.parentElement;
    output?.addEventListener("keydown", keep); // the same listener is never added twice
  });
}

export default { render };
