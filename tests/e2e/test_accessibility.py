"""The page as axe judges it: every view, light and wide, dark and on a phone."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.page_use import OpenTab, generate, set_slider

VIEWS = ("Take", "Library", "Compare", "Blind test")
GRAVE = {"serious", "critical"}
WIDE, PHONE = (1400, 1000), (390, 844)


def grave_faults(page: Page, where: str) -> list[str]:
    """What axe finds serious or worse on the page as it stands."""
    page.mouse.move(0, 0)
    page.wait_for_function("() => document.getAnimations().every(animation => animation.playState !== 'running')")
    violations = Axe().run(page).response["violations"]
    return [
        f"{where}: {found['id']} in {node['target']}: {node['html'][:120]}"
        for found in violations
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]


def open_view(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
    expect(page.locator("[data-stale=true]")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)], ids=["light", "dark"])
def test_axe_finds_no_serious_fault_in_any_view(
    open_tab: OpenTab, scheme: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    page = open_tab(*size)
    page.emulate_media(color_scheme=scheme)
    set_slider(page, "Ty", "Home")
    for _ in range(2):
        generate(page)
    page.get_by_text("Notes as a table").click()

    faults = []
    for view in VIEWS:
        open_view(page, view)
        faults += grave_faults(page, view)
        across = page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth")
        faults += [f"{view} scrolls sideways by {across} pixels"] * (across > 0)

    assert faults == []
