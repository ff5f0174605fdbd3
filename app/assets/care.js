// What the dashboard does in the browser itself: hand over from the first paint, and copy the link.
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.care = {
  // Copies the address with the whole question in it, so that the link means the same when the data has moved on.
  // Once another question is asked, the copied link is not this page's any more, and nothing says that it is.
  copyLink: async function (clicks, asked) {
    const isPressed = window.dash_clientside.callback_context.triggered.some((by) => by.prop_id.endsWith(".n_clicks"));
    if (!clicks || !isPressed) {
      return "";
    }
    const address = `${location.origin}${location.pathname}?${asked}`;
    try {
      await navigator.clipboard.writeText(address);
      return document.getElementById("copied").dataset.done;
    } catch (error) {
      return address; // a browser that does not let us copy still lets the reader
    }
  },
};

// An answer that does not come (the server restarts, the network is gone) is told, with a way on. Dash says nothing.
// Dash asks for the layout without the page's address: the snapshot that it is pinned to is added.
(function () {
  const fetchAsBefore = window.fetch;
  const pin = new URLSearchParams(location.search).get("snapshot");
  const tell = () => document.querySelector("#react-entry-point .failure")?.removeAttribute("hidden");
  window.fetch = async function (...request) {
    const isQuestion = String(request[0]).includes("_dash-update-component");
    if (pin && String(request[0]).endsWith("_dash-layout")) {
      request[0] += `?snapshot=${encodeURIComponent(pin)}`;
    }
    try {
      const response = await fetchAsBefore.apply(this, request);
      if (isQuestion && response.status >= 400) {
        tell();
      }
      return response;
    } catch (error) {
      if (isQuestion) {
        tell();
      }
      throw error;
    }
  };
})();

// What the address names may be folded away: it opens. On a live page it was not there when the browser looked for it.
window.care = {
  openNamed: () => {
    const place = document.getElementById(location.hash.slice(1));
    place?.closest("details")?.setAttribute("open", "");
    place?.scrollIntoView();
  },
};
window.addEventListener("hashchange", window.care.openNamed);
window.addEventListener("load", window.care.openNamed);

// What is only read comes as HTML in an attribute (app/components/static_html.py); here it is put in its place. What the
// reader had opened stays open, and the focus stays where it was.
(function () {
  const written = new WeakMap();
  const write = (place) => {
    const html = place.dataset.html;
    if (written.get(place) === html) {
      return;
    }
    const opened = [...place.querySelectorAll("details")].map((details) => details.open);
    const at = [...place.querySelectorAll("a, summary, button")].indexOf(document.activeElement);
    place.innerHTML = html;
    written.set(place, html);
    [...place.querySelectorAll("details")].forEach((details, i) => (details.open = opened[i] ?? details.open));
    if (at >= 0) {
      const stops = [...place.querySelectorAll("a, summary, button")];
      stops[Math.min(at, stops.length - 1)]?.focus({ preventScroll: true });
    }
  };
  const writeAll = () => document.querySelectorAll("#react-entry-point [data-html]").forEach(write);

  // The HTML that the server sent is shown until the live page is filled; then it goes, and the live page shows.
  const isReady = () => document.querySelector("#react-entry-point .filled, #react-entry-point .failure:not([hidden])");
  const handOver = () => {
    const first = document.getElementById("first-paint");
    if (first && isReady()) {
      const opened = [...first.querySelectorAll("details[open]")].map((details) => sameIn(first, details));
      const focused = first.contains(document.activeElement) ? sameIn(first, document.activeElement) : null;
      first.remove();
      document.body.classList.add("ready");
      opened.forEach((details) => details?.setAttribute("open", ""));
      focused?.focus({ preventScroll: true });
      window.care.openNamed();
    }
  };

  // The element of the live page that one of the first paint is: of the same id, else of the same words in the same turn.
  const sameIn = (first, element) => {
    const live = document.getElementById("react-entry-point");
    if (element.id) {
      return live.querySelector(`#${CSS.escape(element.id.replace(/^first-/, ""))}`);
    }
    const alike = (root) =>
      [...root.querySelectorAll(element.localName)].filter((other) => other.textContent === element.textContent);
    return alike(live)[alike(first).indexOf(element)];
  };
  const observer = new MutationObserver(() => {
    writeAll();
    handOver();
  });
  const start = () => {
    const live = document.getElementById("react-entry-point");
    if (live) {
      const watched = { attributes: true, attributeFilter: ["data-html", "class", "hidden"] };
      observer.observe(live, { subtree: true, childList: true, ...watched });
    }
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();

// A link that only asks another question changes the address; Dash sees that and answers, and the page stays.
document.addEventListener("click", (event) => {
  const link = event.target.closest('#react-entry-point a[href^="?"]');
  if (link && event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    history.pushState(null, "", link.getAttribute("href"));
    window.dispatchEvent(new PopStateEvent("popstate"));
  }
});

// A card shows its chart, its table or what it means, as the reader chooses.
document.addEventListener("change", ({ target }) => {
  const card = target.closest(".card-views")?.closest(".card-block");
  if (card) {
    card.dataset.view = target.value;
  }
});

// An open group of filters closes on Escape.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll(".filter-group[open]").forEach((group) => {
      group.removeAttribute("open");
      group.querySelector("summary").focus();
    });
  }
});
