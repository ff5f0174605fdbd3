"""The live page: Dash makes it when a reader reaches for the filters, and a test that is about it does so first."""

from playwright.sync_api import Page


def click_a_place(page: Page, figure: str) -> None:
    """Click in the middle of the first place that a map draws as a square, as a mouse does."""
    square = page.locator(f"{figure} .point path").first
    square.scroll_into_view_if_needed()
    box = square.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def come_alive(page: Page) -> Page:
    """Reach for the filters of a page that has been opened, and wait until the live page has taken over."""
    page.wait_for_load_state("domcontentloaded")
    form = page.locator("#first-paint form")
    if form.count():
        form.dispatch_event("pointerover")
    page.locator("body.ready").wait_for()
    return page


def come_anew(page: Page) -> Page:
    """Wait for the page that a link leads to, which must have filters, and reach for them."""
    page.locator("#first-paint form").wait_for(state="attached")
    return come_alive(page)
