// The live page. The server sends one that can be read, with its charts; Dash, which answers questions, costs a phone
// seconds. It starts when the reader reaches for the filters, fills a page of its own out of sight, and takes over.
(function () {
  const REACHED = ["pointerover", "focusin", "click", "input"];
  const first = document.getElementById("first-paint");
  const written = document.getElementById("live-scripts");

  let isStarted = false;
  const start = () => {
    if (!isStarted) {
      isStarted = true;
      const staysAsSent = () => document.body.classList.add("stays-as-sent");
      window.care.run(written).forEach((script) => script.addEventListener("error", staysAsSent));
    }
  };

  // What was pressed in the first paint is pressed in the live page: the last of it.
  let pressed = null;
  const press = ({ target }) => (pressed = target.closest("button[type=button]") ?? pressed);

  // The element of the live page that one of the first paint is: of the same id, else of the same words in the same turn.
  const live = () => document.getElementById("react-entry-point");
  const named = (id) => `#${CSS.escape(id.replace(/^first-/, ""))}`;
  const sameIn = (element) => {
    if (element.type === "checkbox" || element.type === "radio") {
      const place = named(element.name.replaceAll("_", "-"));
      return live().querySelector(`${place} input[value="${CSS.escape(element.value)}"]`);
    }
    if (element.id) {
      return live().querySelector(named(element.id));
    }
    const alike = (root) =>
      [...root.querySelectorAll(element.localName)].filter((other) => other.textContent === element.textContent);
    return alike(live())[alike(first).indexOf(element)];
  };

  // What the reader changed in the first paint is changed in the live page as they would do it there.
  const isChanged = (control) => {
    if (control.localName === "select") {
      return [...control.options].some((option) => option.selected !== option.defaultSelected);
    }
    const isLetGo = control.type === "radio" && !control.checked; // by choosing another, which is changed as well
    return !isLetGo && (control.checked !== control.defaultChecked || control.value !== control.defaultValue);
  };
  const change = (control, was) => {
    if (was.type === "checkbox" || was.type === "radio") {
      return control.click();
    }
    // React hears of a value only that it did not set itself.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value").set.call(control, was.value);
    control.dispatchEvent(new Event(was.localName === "select" ? "change" : "input", { bubbles: true }));
    if (control !== document.activeElement) {
      control.dispatchEvent(new FocusEvent("focusout", { bubbles: true })); // they have left it: what they typed is meant
    }
  };

  const isFilled = () => live().querySelector(".filled, .failure:not([hidden])");
  const takeOver = () => {
    window.care.writeAll();
    if (!isFilled()) {
      return;
    }
    filling.disconnect();
    const opened = [...first.querySelectorAll("details[open]")].map(sameIn);
    const changed = [...first.querySelectorAll("input, select")].filter(isChanged).map((was) => [sameIn(was), was]);
    const focused = first.contains(document.activeElement) ? sameIn(document.activeElement) : null;
    const toPress = pressed && sameIn(pressed);
    first.remove();
    document.body.classList.add("ready");
    opened.forEach((details) => details?.setAttribute("open", ""));
    focused?.focus({ preventScroll: true });
    changed.forEach(([control, was]) => control && change(control, was));
    toPress?.click();
    window.care.drawSeen();
  };
  const filling = new MutationObserver(takeOver);

  if (first && written) {
    const form = first.querySelector("form");
    REACHED.forEach((name) => form?.addEventListener(name, start, { passive: true }));
    form?.addEventListener("click", press);
    document.addEventListener("visibilitychange", () => document.hidden || start()); // they come back: is there news?
    const asked = location.search; // after a reload, Back may lead to another question in the same page
    window.addEventListener("popstate", () => isStarted || location.search === asked || location.reload());
    const watched = { attributes: true, attributeFilter: ["class", "hidden"] };
    filling.observe(live(), { subtree: true, childList: true, ...watched });
    form ?? start(); // there is nothing to read, but why
  }
})();
