// @ts-check
// Bundles each component of the page, jazzcore/page/components/NAME/NAME.js, with the modules it imports into
// NAME.bundle.js beside it, as Streamlit takes one text. `--check` writes nothing, and fails where a bundle is not current.
//
// A bundle begins with a digest of its sources, by which a test without Node tells that it is current.

import { createHash } from "node:crypto"
import { readFileSync, readdirSync, writeFileSync } from "node:fs"
import { basename, dirname, join, relative, sep } from "node:path"
import { argv, exit } from "node:process"
import { fileURLToPath } from "node:url"

import { build } from "esbuild"

const COMPONENTS = join(dirname(fileURLToPath(import.meta.url)), "..", "jazzcore", "page", "components")

/**
 * The digest of modules: of their paths from the folder of components and their texts, in the order of the paths.
 *
 * @param {string[]} paths
 */
function digest(paths) {
  const hash = createHash("sha256")
  const named = paths.map(path => ({ path, name: relative(COMPONENTS, path).split(sep).join("/") }))
  named.sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const { path, name } of named) hash.update(`${name}\n${readFileSync(path, "utf8")}\n`)
  return hash.digest("hex")
}

/**
 * The text of a component's bundle.
 *
 * @param {string} entry The path of the module that exports the component.
 */
async function bundle(entry) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: COMPONENTS,
    bundle: true,
    entryPoints: [entry],
    format: "esm",
    metafile: true,
    minify: true,
    target: "es2022",
    write: false,
  })
  const sources = Object.keys(metafile.inputs).map(path => join(COMPONENTS, path))
  return `// Made by "make bundle"; digest of the sources: ${digest(sources)}\n${outputFiles[0].text}`
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return ""
  }
}

const isCheck = argv.includes("--check")
for (const folder of readdirSync(COMPONENTS, { withFileTypes: true })) {
  const entry = join(COMPONENTS, folder.name, `${folder.name}.js`)
  if (!folder.isDirectory() || !textOf(entry)) continue
  const path = entry.replace(/\.js$/, ".bundle.js")
  const text = await bundle(entry)
  if (textOf(path) === text) continue
  if (isCheck) {
    console.error(`${basename(path)} is not what its sources give; run "make bundle".`)
    exit(1)
  }
  writeFileSync(path, text)
  console.log(`${basename(path)}: ${Math.ceil(text.length / 1000)} kB`)
}
