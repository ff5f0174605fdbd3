// A table that is wider or longer than its place says so: in words (data-scrolls) while it does not fit, and by fading
// the edges behind which there is more (data-more). The words are the element's own (app/components/scrolling.py).
(function () {
  const PLACE = ".table-scroll";
  const ways = (sideways, down) => (sideways && down ? "both" : sideways ? "sideways" : down ? "down" : null);
  const say = (place, name, value) => (value ? (place.dataset[name] = value) : delete place.dataset[name]);
  const look = (place) => {
    const [wider, longer] = [place.scrollWidth - place.clientWidth, place.scrollHeight - place.clientHeight];
    say(place, "scrolls", ways(wider > 1, longer > 1));
    say(place, "more", ways(wider - place.scrollLeft > 1, longer - place.scrollTop > 1));
  };

  // A place changes its size when its table is shown, the window is turned, or another table is put in it.
  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => target.isConnected && look(target.closest(PLACE))));
  const seen = new WeakSet();
  const watch = () =>
    document.querySelectorAll(`${PLACE}, ${PLACE} > table`).forEach((element) => {
      if (!seen.has(element)) {
        seen.add(element);
        sizes.observe(element);
      }
    });
  document.addEventListener("scroll", ({ target }) => target.matches?.(PLACE) && look(target), true);
  document.addEventListener("DOMContentLoaded", () => {
    watch();
    new MutationObserver(watch).observe(document.body, { subtree: true, childList: true });
  });
})();
