"""Clicks through pages of `newsparse --format html` in Chromium: page.py FOLDER.

FOLDER holds index.html, hostile.html and quoted.html. Needs Playwright for Python (pip install playwright) and a Chromium on the
search path. Prints "all checks passed".
"""

import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright

folder = pathlib.Path(sys.argv[1]).resolve()
chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def opened(browser, name, **settings):
    """A page, and what it did that it should not."""
    context = browser.new_context(reduced_motion="reduce", **settings)
    page, faults = context.new_page(), []
    page.on("dialog", lambda dialog: (faults.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: faults.append(f"console {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error {error}"))
    page.on("request", lambda request: None if request.url.startswith("file:") else faults.append(f"request {request.url}"))
    page.goto((folder / name).as_uri())
    return page, faults


def hostile(browser):
    page, faults = opened(browser, "hostile.html")
    page.wait_for_timeout(200)
    assert page.evaluate("document.scripts.length") == 1
    assert page.evaluate("document.querySelectorAll('img, svg, iframe, b, object, embed').length") == 0
    assert page.evaluate("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length") == 0
    assert page.evaluate("[...document.links].every(a => a.getAttribute('href').startsWith('#'))")
    assert page.locator("article").is_visible()
    assert "<script>alert(1)</script>" in page.locator("article").inner_text()
    assert not faults, faults


def clicked(browser):
    page, faults = opened(browser, "quoted.html", viewport={"width": 1300, "height": 900})
    mention = page.locator("article a.m.person").first
    style = "e => getComputedStyle(e).backgroundColor"
    lit = mention.evaluate(style)
    page.locator("#show-person").uncheck()
    assert mention.evaluate(style) != lit, "the switch puts the highlight out"
    page.locator("#show-person").check()
    assert mention.evaluate(style) == lit
    # The record appears where the pointer rests, and where the keyboard goes.
    card = page.locator("#card")
    assert card.is_hidden()
    mention.hover()
    card.wait_for(state="visible")
    name = card.locator("h3").inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    mention.focus()
    assert card.is_visible() and card.locator("h3").inner_text() == name
    assert mention.get_attribute("aria-describedby") == "card"
    # A link leads to the record in the list, into what is folded, too.
    mention.press("Enter")
    assert page.evaluate("document.querySelector(':target').tagName") == "LI"
    if page.locator("article .who a").count():
        page.evaluate("scrollTo(0, 0)")
        page.mouse.move(1, 899)
        page.locator("article .who a").first.click()
        assert page.locator("aside details[open] blockquote:target").is_visible()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(1, 899)
    page.locator("article a.cref").first.click()
    assert page.locator("aside li.claim:target").is_visible()
    # Every control has a name, and everything that can be focused shows that it is.
    assert page.evaluate("[...document.querySelectorAll('input')].every(i => i.labels.length && i.labels[0].textContent.trim())")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden() and page.locator("aside").is_visible()
    assert not faults, faults


def looked_at(browser):
    """Light, dark, narrow: nothing is cut, and text can be told from its ground."""
    contrast = """() => {
      const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
      const ground = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } return 'rgb(255, 255, 255)'; };
      let worst = 99;
      for (const e of document.querySelectorAll('article p, article a, aside p, aside h2, aside h3, .switch, .kind, footer')) {
        if (!e.offsetParent || !e.textContent.trim()) continue;
        const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
        worst = Math.min(worst, (a + .05) / (b + .05));
      }
      return worst;
    }"""
    for scheme in ("light", "dark"):
        for width in (1400, 800, 360):
            page, faults = opened(browser, "quoted.html", color_scheme=scheme, viewport={"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{width}: it must be scrolled sideways"
            worst = page.evaluate(contrast)
            assert worst >= 4.5, f"{scheme} {width}: contrast {worst:.2f}"
            assert not faults, faults


def listed(browser):
    page, faults = opened(browser, "index.html", viewport={"width": 1200, "height": 800})
    rows = page.locator("tbody tr")
    count = rows.count()
    assert count >= 2
    title = rows.nth(1).locator("a").inner_text()
    page.locator("#filter").fill(title)
    assert page.locator("tbody tr:visible").count() < count or count == 1
    page.locator("#filter").fill("")
    page.locator("th button", has_text="Words").click()
    words = [int(text) for text in page.locator("tbody td[data-label=Words]").all_inner_texts()]
    assert words == sorted(words, reverse=True), words
    page.locator("tbody tr a").first.click()
    assert page.locator("article").is_visible(), "the links lead to the pages"
    assert not faults, faults


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    for check in (hostile, clicked, looked_at, listed):
        check(browser)
    browser.close()
print("all checks passed")
