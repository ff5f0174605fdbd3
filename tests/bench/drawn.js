// Notes when the reader acts, and when anything inside a plotly graph last changed after that; shadow roots included.
(() => {
  const GRAPH = '.js-plotly-plot';
  const ACTS = ['click', 'keydown', 'input', 'change'];
  let awaited = false, acted = null, changed = null, graphs = new Set();

  // The graph that a changed node stands in, or that stands right in it: a container changes with its graph.
  const graphAt = (node) => {
    const element = node instanceof Element ? node : node.parentElement;
    return element && (element.closest(GRAPH) ?? element.querySelector(`:scope > ${GRAPH}`));
  };
  const graphsIn = (node) =>
    node instanceof Element ? [...(node.matches(GRAPH) ? [node] : []), ...node.querySelectorAll(GRAPH)] : [];
  const touched = (record) =>
    [graphAt(record.target), ...[...record.addedNodes].flatMap(graphsIn)].filter(Boolean);

  const observer = new MutationObserver((records) => {
    if (acted === null) return;
    const found = records.flatMap(touched);
    if (!found.length) return;
    changed = performance.now();
    found.forEach((graph) => graphs.add(graph));
  });
  const watch = (root) =>
    observer.observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
  watch(document);
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...options) {
    const root = attachShadow.apply(this, options);
    watch(root);
    return root;
  };

  const note = (event) => {
    if (awaited && acted === null) acted = event.timeStamp;
  };
  ACTS.forEach((act) => window.addEventListener(act, note, { capture: true, passive: true }));

  window.careDrawn = {
    begin: () => {
      [awaited, acted, changed, graphs] = [true, null, null, new Set()];
    },
    read: (busy) => ({
      seconds: changed === null ? null : (changed - acted) / 1000,
      quiet: changed === null || (busy && document.querySelector(busy)) ? 0 : (performance.now() - changed) / 1000,
      graphs: [...graphs].filter((graph) => graph.isConnected).length,
    }),
  };
})();
