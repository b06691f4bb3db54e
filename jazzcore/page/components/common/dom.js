// @ts-check
// Elements: found in a component's HTML, and made.

/**
 * The first element in a root that a selector matches; an error if there is none of that kind.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} kind The element's class, such as HTMLButtonElement.
 * @returns {T}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`There is no ${kind.name} at ${selector}.`)
  return found
}

/**
 * A new element with a text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [text]
 * @param {string} [className]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, text = "", className = "") {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

/**
 * A new button.
 *
 * @param {string} text
 * @param {() => void} onclick
 * @param {{ className?: string, title?: string, label?: string }} [named] `label` is its name where the text is not.
 */
export function button(text, onclick, { className = "", title = "", label = "" } = {}) {
  const made = element("button", text, className)
  made.type = "button"
  made.title = title
  made.onclick = onclick
  if (label) made.setAttribute("aria-label", label)
  return made
}

/**
 * Changes an element's text, and leaves the element alone where it is the same.
 *
 * @param {Element} changed
 * @param {string} text
 */
export function setText(changed, text) {
  if (changed.textContent !== text) changed.textContent = text
}
