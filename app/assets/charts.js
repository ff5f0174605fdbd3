// Charts, in what the server sends as on the live page. A figure comes as JSON in an attribute (app/components/drawing.py)
// and is drawn when its place comes near the view: within a view's height of it. One whose JSON is as it was is left as it
// is. plotly.js costs a phone half a second: it comes when a chart is in the view, or at the first sign of a reader.
(function () {
  const SIGNS = ["pointerover", "keydown", "scroll"];
  const NEAR = "100% 0px";
  const CONFIG = { displayModeBar: false, responsive: true };
  const drawn = new WeakMap();
  const near = new Set();
  const isDue = (place) => place.isConnected && place.dataset.figure && drawn.get(place) !== place.dataset.figure;

  const isSeen = (place) => {
    const { top, bottom } = place.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };

  const draw = (place) => {
    const figure = JSON.parse(place.dataset.figure);
    const isFirst = !drawn.has(place);
    drawn.set(place, place.dataset.figure);
    window.Plotly.react(place, figure.data, figure.layout, CONFIG);
    delete place.dataset.due;
    if (isFirst) {
      place.on("plotly_click", (click) => follow(place, click.points[0]));
      sizes.observe(place);
    }
  };

  let isFetched = false;
  const fetchPlotly = () => {
    const template = document.getElementById("plotly");
    if (template && !isFetched) {
      isFetched = true;
      window.care.run(template).forEach((script) => script.addEventListener("load", drawNear));
    }
  };

  // Each chart is a task of its own, so that the page answers between two of them.
  let isDrawing = false;
  const drawNear = async () => {
    if (isDrawing || !window.Plotly) {
      return;
    }
    isDrawing = true;
    for (let place; (place = [...near].find(isDue)); await new Promise((go) => setTimeout(go))) {
      draw(place);
    }
    isDrawing = false;
  };

  // A click on a place of a map does what its link in the list below does.
  const follow = (place, point) => {
    const name = point.customdata ?? point.data.customdata?.[0];
    if (place.closest(".map") && name !== undefined) {
      const area = CSS.escape(Array.isArray(name) ? name[0] : name);
      place.closest(".card-block").querySelector(`[data-area="${area}"] a`)?.click();
      place.querySelectorAll(".hoverlayer").forEach((layer) => layer.replaceChildren());
    }
  };

  // A chart is as large as its place: it is drawn anew when it is not.
  const sizes = new ResizeObserver((changes) =>
    changes.forEach(({ target, contentRect }) => {
      const svg = target.querySelector(".main-svg");
      const isOff = (side) => Math.abs(Number(svg.getAttribute(side)) - contentRect[side]) >= 1;
      if (svg && contentRect.width && (isOff("width") || isOff("height"))) {
        window.Plotly.Plots.resize(target);
      }
    }),
  );

  const views = new IntersectionObserver(
    (changes) => {
      changes.forEach(({ target, isIntersecting }) => (isIntersecting ? near.add(target) : near.delete(target)));
      [...near].some(isSeen) && fetchPlotly();
      drawNear();
    },
    { rootMargin: NEAR },
  );

  // What is drawn far off would be seen for a moment when the reader jumps there: it is hidden until it is drawn again.
  const seen = new WeakSet();
  const places = () => [...document.querySelectorAll("[data-figure]")];
  const look = () => {
    places().forEach((place) => {
      if (!seen.has(place)) {
        seen.add(place);
        views.observe(place);
      } else if (isDue(place) && !near.has(place)) {
        place.dataset.due = "";
      }
    });
    drawNear();
  };
  const start = () => {
    const watched = { subtree: true, childList: true, attributes: true, attributeFilter: ["data-figure"] };
    new MutationObserver(look).observe(document.getElementById("react-entry-point") ?? document.body, watched);
    SIGNS.forEach((name) => window.addEventListener(name, fetchPlotly, { once: true, passive: true }));
    look();
  };
  window.addEventListener("DOMContentLoaded", start);

  // The live page takes over with the charts drawn that are in the view: none is seen to go and come.
  window.care.drawSeen = () => window.Plotly && places().filter((place) => isDue(place) && isSeen(place)).forEach(draw);

  // Paper has all of them.
  window.care.drawAll = () => window.Plotly && places().filter(isDue).forEach(draw);
})();
