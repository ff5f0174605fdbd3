// The numbers that each plotly graph of the page draws, in the order of the page; shadow roots included.
() => {
  const within = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches('.js-plotly-plot') ? [element] : []),
    ...(element.shadowRoot ? within(element.shadowRoot) : []),
  ]);
  const values = (trace) =>
    trace.type === 'heatmap' ? [...trace.z].flatMap((row) => [...row]) : [...(trace.orientation === 'h' ? trace.x : trace.y)];
  return within(document).map((graph) => graph._fullData.flatMap(values));
}
