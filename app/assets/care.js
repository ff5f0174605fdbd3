// What the dashboard does in the browser itself.
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
// Dash may ask for the layout long after the page was sent: the snapshot that it was written from is added. One that is
// no longer kept cannot be laid out: the page is loaded again, from what there is.
(function () {
  const fetchAsBefore = window.fetch;
  const snapshot = document.getElementById("first-paint")?.dataset.snapshot;
  const tell = () => document.querySelector("#react-entry-point .failure")?.removeAttribute("hidden");
  window.fetch = async function (...request) {
    const isQuestion = String(request[0]).includes("_dash-update-component");
    const isLayout = snapshot && String(request[0]).endsWith("_dash-layout");
    if (isLayout) {
      request[0] += `?snapshot=${encodeURIComponent(snapshot)}`;
    }
    try {
      const response = await fetchAsBefore.apply(this, request);
      if (isQuestion && response.status >= 400) {
        tell();
      }
      if (isLayout && response.status >= 400) {
        location.reload();
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

// What the address names may be folded away: it opens. In the first paint it is named otherwise, and on a live page it was
// not there when the browser looked for it.
window.care = {
  openNamed: () => {
    const name = location.hash.slice(1).replace(/^first-/, "");
    const place = document.getElementById(`first-${name}`) ?? document.getElementById(name);
    place?.closest("details")?.setAttribute("open", "");
    place?.scrollIntoView();
  },
};

// Scripts that are not always needed lie in a template, where they do nothing: copies of them run, in their order.
window.care.run = (template) =>
  [...template.content.querySelectorAll("script")].map((script) => {
    const copy = document.createElement("script");
    [...script.attributes].forEach(({ name, value }) => copy.setAttribute(name, value));
    copy.textContent = script.textContent;
    copy.async = false;
    return document.body.appendChild(copy);
  });
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
  window.care.writeAll = () => document.querySelectorAll("#react-entry-point [data-html]").forEach(write);
  const live = document.getElementById("react-entry-point");
  if (live) {
    const watched = { attributes: true, attributeFilter: ["data-html"] };
    new MutationObserver(window.care.writeAll).observe(live, { subtree: true, childList: true, ...watched });
  }
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
