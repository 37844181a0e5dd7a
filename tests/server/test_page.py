"""The page in a real browser: Chromium without a window."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.server.serving import Served, serving
from tests.server.test_query import SLOW

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs Chromium and its driver (Debian: apt install chromium chromium-driver)"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1300,900",
    ):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    made.set_script_timeout(20)
    yield made
    made.quit()


class Page:
    """The page with what a user does on it."""

    def __init__(self, browser: Any, url: str):
        self.browser = browser
        browser.get(f"{url}/ui")

    def __getitem__(self, element: str) -> Any:
        return self.browser.find_element(By.ID, element)

    def until(self, what: Callable[[], Any], seconds: float = 20) -> Any:
        deadline = time.monotonic() + seconds
        while True:
            try:
                found = what()
            except Exception:
                found = None
            if found:
                return found
            assert time.monotonic() < deadline, self["status"].text + self["error"].text
            time.sleep(0.05)

    def ready(self) -> Page:
        self.until(lambda: self.browser.execute_script("return document.body.dataset.ready"))
        return self

    def write(self, sql: str) -> None:
        self.browser.execute_script(
            "const b = document.getElementById('sql'); b.value = arguments[0]; b.setSelectionRange(b.value.length, b.value.length);"
            "b.dispatchEvent(new Event('input'));", sql,
        )  # fmt: skip

    def run(self, sql: str) -> str:
        """Run with the keys; gives the status when it has ended."""
        self.write(sql)
        self["sql"].send_keys(Keys.CONTROL, Keys.ENTER)
        self.until(lambda: self["run"].is_enabled() and self["status"].text not in ("", "running"))
        return str(self["status"].text)

    def cells(self, part: str = "tbody td") -> list[str]:
        return [cell.text for cell in self["grid"].find_elements(By.CSS_SELECTOR, part)]


@pytest.fixture(scope="module")
def page(browser: Any, server: Served) -> Page:
    return Page(browser, server.url).ready()


def test_a_result(page: Page) -> None:
    assert page.run("select 1 as n, 'x<b>' as t, null as e, parse_json('{\"a\": 1}') as v").startswith("1 row, ")
    assert page.cells("th") == ["N", "T", "E", "V"]
    assert page.cells()[:3] == ["1", "x<b>", "NULL"]
    assert '"a": 1' in page.cells()[3]


def test_sorting_and_copying(page: Page) -> None:
    page.run("select column1 as n, column2 as t from values (10, 'b'), (9, 'c'), (null, 'a')")
    page["grid"].find_elements(By.TAG_NAME, "th")[0].send_keys(Keys.ENTER)
    assert page.cells()[::2] == ["9", "10", "NULL"]
    page["grid"].find_elements(By.TAG_NAME, "th")[0].click()
    assert page.cells()[::2] == ["NULL", "10", "9"]
    page["copy"].click()
    assert page.until(lambda: page["copy"].get_attribute("data-copied")) == "N\tT\n\ta\n10\tb\n9\tc"
    page["grid"].find_elements(By.CSS_SELECTOR, "tbody tr")[1].click()
    page["copy"].click()
    page.until(lambda: page["status"].text == "1 row copied")
    assert page["copy"].get_attribute("data-copied") == "N\tT\n10\tb"


def test_highlighting(page: Page) -> None:
    page.write("select nvl(a, 'it''s') -- why\nfrom t where x > 1.5")
    spans = page["colours"].find_elements(By.TAG_NAME, "span")
    shown = {(s.get_attribute("class"), s.get_attribute("textContent")) for s in spans}
    assert {("k", "select"), ("f", "nvl"), ("s", "'it''s'"), ("c", "-- why"), ("k", "from"), ("n", "1.5")} <= shown
    assert ("k", "nvl") not in shown


def test_errors_have_a_position(page: Page) -> None:
    assert page.run("select 1 as a,\n       nope as b") == "failed"
    text = page["error"].text
    assert "000904 (42000)" in text and "invalid identifier 'NOPE'" in text
    *_rest, line, caret = page["error"].get_attribute("textContent").split("\n")
    assert (line, caret) == ("       nope as b", "       ^")
    assert page.browser.execute_script("return document.getElementById('sql').selectionStart") == 22
    page.run("select 1")
    assert not page["error"].is_displayed()


SCRIPT = "select '𝄞' as a; -- a comment\n\n  select 1,\n   '𝄞', nope as x;\nselect 2"


def marked(page: Page) -> str:
    """The text behind the cursor."""
    return str(page.browser.execute_script(
        "const b = document.getElementById('sql'); return b.value.slice(b.selectionStart);"
    ))  # fmt: skip


def test_an_error_in_the_second_statement_stands_at_its_place(page: Page) -> None:
    assert page.run(SCRIPT) == "failed"
    assert marked(page) == "nope as x;\nselect 2"
    said, *_rest, line, caret = page["error"].get_attribute("textContent").split("\n")
    assert said.startswith("Statement 2 failed")
    assert (line, caret) == ("   '𝄞', nope as x", "        ^")
    tabs = page["results"].find_elements(By.TAG_NAME, "button")
    assert [tab.text for tab in tabs] == ["1: select '𝄞' as a"]
    tabs[0].click()  # what ran before it is there
    assert page.cells() == ["𝄞"]
    assert not page["error"].is_displayed()


def test_a_selection_alone_has_its_errors_in_place(page: Page) -> None:
    page.write("select nope;\nselect 1, wrong;\nselect 3")
    page.browser.execute_script("const b = document.getElementById('sql'); b.focus(); b.setSelectionRange(13, 29)")
    page["sql"].send_keys(Keys.CONTROL, Keys.ENTER)
    page.until(lambda: page["status"].text == "failed")
    assert "invalid identifier 'WRONG'" in page["error"].text
    assert marked(page) == "wrong;\nselect 3"


def test_each_statement_has_its_result(page: Page) -> None:
    status = page.run("select 1 as a; select column1 as b from values (2), (1);\nselect 3 as c where false;")
    assert status.startswith("0 rows")
    tabs = page["results"].find_elements(By.TAG_NAME, "button")
    assert [tab.get_attribute("aria-selected") for tab in tabs] == ["false", "false", "true"]
    assert page.cells("th") == ["C"]
    tabs[2].send_keys(Keys.ARROW_LEFT)
    assert page.cells() == ["2", "1"]
    page["grid"].find_elements(By.TAG_NAME, "th")[0].click()
    assert page.cells() == ["1", "2"]
    page["results"].find_elements(By.TAG_NAME, "button")[0].click()
    assert page.cells("th") == ["A"]
    page["results"].find_elements(By.TAG_NAME, "button")[1].click()
    assert page.cells() == ["1", "2"]  # its order stays
    page.run("select 4")
    assert not page["results"].is_displayed()


def test_the_statement_at_the_cursor(page: Page) -> None:
    page.write("select 1 as a;\nselect 2 as b;\nselect 3 as c")
    page.browser.execute_script("const b = document.getElementById('sql'); b.focus(); b.setSelectionRange(20, 20)")
    page["sql"].send_keys(Keys.CONTROL, Keys.SHIFT, Keys.ENTER)
    page.until(lambda: page.cells("th") == ["B"])
    page.until(lambda: page["run"].is_enabled())
    assert page.run("-- nothing") == "nothing to run"
    assert page.run("select 'open") == "failed"
    assert "001003 (42000)" in page["error"].text


def test_rows_by_keys(page: Page) -> None:
    page.run("select column1 as n from values (1), (2), (3)")
    for key in (Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.SPACE):
        page["grid"].send_keys(key) if key == Keys.ARROW_DOWN and page.browser.switch_to.active_element.tag_name != "tr" \
            else page.browser.switch_to.active_element.send_keys(key)
    page["copy"].send_keys(Keys.ENTER)
    page.until(lambda: page["status"].text == "1 row copied")
    assert page["copy"].get_attribute("data-copied") == "N\n2"


def test_charts(page: Page) -> None:
    page.run(
        "select column1 as day, column2 as sales, column3 as loss from values ('mon', 10, -1), ('tue', 20, 2), ('wed', 15, 3)"
    )
    page["tab-chart"].click()
    assert len(page["drawing"].find_elements(By.TAG_NAME, "rect")) == 3
    heights = [float(r.get_attribute("height")) for r in page["drawing"].find_elements(By.TAG_NAME, "rect")]
    assert heights[1] == pytest.approx(2 * heights[0])
    Select(page["up"]).select_by_visible_text("LOSS")
    Select(page["shape"]).select_by_visible_text("line")
    points = page["drawing"].find_element(By.TAG_NAME, "polyline").get_attribute("points")
    assert len(points.split()) == 3
    assert page["drawing"].find_element(By.TAG_NAME, "svg").get_attribute("aria-label") == "LOSS by DAY"
    page["tab-grid"].click()


def test_objects(page: Page) -> None:
    page.run("create table browsed (first_column int, second varchar)")

    def entry(name: str) -> Any:
        return next(b for b in page["tree"].find_elements(By.TAG_NAME, "button") if b.text.split(" ")[0] == name)

    for name in ("MOCKHAUS", "PUBLIC", "BROWSED"):
        page.until(lambda name=name: entry(name)).send_keys(Keys.ENTER)
    page.write("")
    page.until(lambda: entry("FIRST_COLUMN")).click()
    assert page["sql"].get_attribute("value") == "FIRST_COLUMN"
    page.run("create table browsed_too (a int)")  # what was open is open again
    page.until(lambda: entry("BROWSED_TOO"))
    page.until(lambda: entry("FIRST_COLUMN"))
    page.write("")
    entry("BROWSED_TOO").send_keys(Keys.SHIFT, Keys.ENTER)
    assert page["sql"].get_attribute("value") == "MOCKHAUS.PUBLIC.BROWSED_TOO"


def test_history(page: Page) -> None:
    page.run("select 'for the history'")
    page.run("select nope")
    page["tab-history"].click()
    rows = page.until(lambda: [r.text for r in page["history"].find_elements(By.TAG_NAME, "tr")][1:])
    assert "FAIL" in rows[0] and "select nope" in rows[0]
    assert "SUCCESS" in rows[1] and "for the history" in rows[1]
    page["history"].find_elements(By.CSS_SELECTOR, "td button")[1].click()
    assert page["sql"].get_attribute("value") == "select 'for the history'"


def test_cancel(page: Page) -> None:
    page.write(SLOW)
    page["sql"].send_keys(Keys.CONTROL, Keys.ENTER)
    page.until(lambda: page["cancel"].is_enabled())
    time.sleep(0.8)
    page["sql"].send_keys(Keys.ESCAPE)
    page.until(lambda: page["run"].is_enabled())
    assert "000604 (57014)" in page["error"].text


def test_keyboard_alone(page: Page) -> None:
    page["sql"].send_keys(Keys.TAB)
    active = page.browser.switch_to.active_element
    assert active.get_attribute("id") == "run"
    page.write("select 'by keys' as k")
    active.send_keys(Keys.SPACE)
    page.until(lambda: page.cells() == ["by keys"])


def test_nothing_comes_from_elsewhere(page: Page, server: Served) -> None:
    names = page.browser.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert names and all(name.startswith(f"{server.url}/") for name in names)
    severe = [e for e in page.browser.get_log("browser") if e["level"] == "SEVERE" and "favicon" not in e["message"]]
    assert [e for e in severe if "status of 4" not in e["message"]] == []


def test_token(browser: Any) -> None:
    with serving(token="open sesame") as served:
        page = Page(browser, served.url)
        page.until(lambda: page["token"].is_displayed())
        page["token"].send_keys("open sesame", Keys.TAB)
        page.until(lambda: page["place"].text == "MOCKHAUS.PUBLIC")
        assert page.run("select 42 as a").startswith("1 row")
        assert page.cells() == ["42"]
        browser.get("about:blank")
