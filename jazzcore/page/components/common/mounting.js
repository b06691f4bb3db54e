// What lives in the root of a component, for as long as that root is on the page. Streamlit calls a component anew for
// all it is told and takes earlier calls back, some of them only after a later one was made.

const living = new WeakMap()

export function livingIn(root, begin) {
  if (!living.has(root)) living.set(root, begin())
  return living.get(root)
}

export function takenBack(root) {
  queueMicrotask(() => {
    if (root.isConnected) return
    living.get(root)?.close()
    living.delete(root)
  })
}
