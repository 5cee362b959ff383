// What the emulator's files define for others and use of each other, read from their object files: exact, where a search of the text would guess.
// A "file" is a .c with its .h, named by its path without the ending: "emulator/base/arena".
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourcesBelow(path) : /\.[ch]$/.test(path) ? [path] : [];
  });
}

export const stem = (path) => path.replace(/\.[ch]$/, '');

/** Every source of the emulator: paths of .c and .h. */
export const sources = () => sourcesBelow('emulator').sort();

/** Map of file to { defines: Map of symbol to nm's letter, needs: Set of symbols }, for every .c of the emulator. */
export function symbols(build = process.env.BUILD ?? 'build') {
  const files = new Map();
  const objects = sources().filter((path) => path.endsWith('.c')).map((path) => `${build}/o/${stem(path)}.o`);
  const missing = objects.find((object) => !existsSync(object));

  if (missing) throw new Error(`${missing} is not built: make programs`);
  const text = execFileSync('nm', ['-A', '-g', '-P', ...objects], { encoding: 'utf8', maxBuffer: 1 << 28 });

  for (const object of objects) files.set(object.slice(`${build}/o/`.length, -2), { defines: new Map(), needs: new Set() });
  for (const line of text.split('\n').filter(Boolean)) {
    const [object, name, kind] = line.split(' ');
    const file = files.get(object.slice(`${build}/o/`.length, -3));

    if (kind === 'U') file.needs.add(name);
    else file.defines.set(name, kind);
  }
  return files;
}

/** Map of file to Map of the files it uses to the symbols it uses of them. */
export function uses(files = symbols()) {
  const definer = new Map();
  const graph = new Map();

  for (const [file, { defines }] of files) for (const name of defines.keys()) definer.set(name, file);
  for (const [file, { needs }] of files) {
    const used = new Map();

    for (const name of needs) {
      const other = definer.get(name);
      if (other && other !== file) used.set(other, [...(used.get(other) ?? []), name]);
    }
    graph.set(file, used);
  }
  return graph;
}

/** Map of file to the Set of files whose headers it includes. */
export function includes() {
  const graph = new Map();

  for (const path of sources()) {
    const used = graph.get(stem(path)) ?? new Set();
    const text = readFileSync(path, 'utf8');

    for (const [, header] of text.matchAll(/^#include "(emulator\/[^"]+)"/gm)) if (stem(header) !== stem(path)) used.add(stem(header));
    graph.set(stem(path), used);
  }
  return graph;
}

/** The lines of a list that are not blank and no comment. */
export const listLines = (path) => readFileSync(path, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));

/** Ends the check: prints what is wrong and the tally. */
export function conclude(what, wrong, count) {
  for (const line of wrong) console.log(line);
  console.log(`${what}: ${count - Math.min(count, wrong.length)} passed, ${wrong.length} failed`);
  process.exitCode = wrong.length ? 1 : 0;
}
