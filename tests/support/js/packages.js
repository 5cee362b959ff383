// Packages of npm's as functions need them beside their code.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

import { root } from './nube.js'

const modules = path.join(root, 'tests/node_modules')

function filesBelow(folder, name, files) {
  for (const entry of readdirSync(folder)) {
    const at = path.join(folder, entry)
    if (statSync(at).isDirectory()) filesBelow(at, `${name}/${entry}`, files)
    else if (/\.(c?js|mjs|json)$/.test(entry)) files[`${name}/${entry}`] = readFileSync(at)
  }
}

// The files of packages and of those that they need, for a package's node_modules.
export function packages(names, files = {}, seen = new Set()) {
  for (const name of names) {
    const folder = path.join(modules, name)
    if (seen.has(name) || !existsSync(folder)) continue
    seen.add(name)
    filesBelow(folder, `node_modules/${name}`, files)
    packages(Object.keys(JSON.parse(readFileSync(path.join(folder, 'package.json'))).dependencies ?? {}), files, seen)
  }
  return files
}
