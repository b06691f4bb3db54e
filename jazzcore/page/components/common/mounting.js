// @ts-check
// What lives in the root of a component, for as long as that root is on the page. Streamlit calls a component again with
// each payload, and calls the clean-up of earlier calls, some of them only after a later call.

/** @import { Root } from "./payloads.d.ts" */

/** @type {WeakMap<Root, { close(): void }>} */
const living = new WeakMap()

/**
 * What lives in a root, made where nothing does yet.
 *
 * @template {{ close(): void }} T
 * @param {Root} root
 * @param {() => T} make
 * @returns {T}
 */
export function mount(root, make) {
  const found = /** @type {T | undefined} */ (living.get(root))
  if (found) return found
  const made = make()
  living.set(root, made)
  return made
}

/**
 * Closes what lives in a root, if the root has left the page.
 *
 * @param {Root} root
 */
export function unmount(root) {
  queueMicrotask(() => {
    if (root.isConnected) return
    living.get(root)?.close()
    living.delete(root)
  })
}
