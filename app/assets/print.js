// Charts are drawn for the width of the paper while they are printed, and for that of the screen again after.
(function () {
  // Pixels between the edges of a card on A4 and Letter, at the zoom that print.css sets; maps are as print.css says.
  const ON_PAPER = { autosize: false, width: 830, height: null };
  const MAP_ON_PAPER = { autosize: false, width: 480, height: 480 };
  const ON_SCREEN = { autosize: true, width: null, height: null };

  const draw = (sizeOf) =>
    document.querySelectorAll(".js-plotly-plot").forEach((chart) => window.Plotly.relayout(chart, sizeOf(chart)));
  window.addEventListener("beforeprint", () => {
    window.care.drawAll();
    draw((chart) => (chart.closest(".map") ? MAP_ON_PAPER : ON_PAPER));
  });
  window.addEventListener("afterprint", () => draw(() => ON_SCREEN));
})();
