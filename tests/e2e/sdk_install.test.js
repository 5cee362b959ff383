// The SDK for C as somebody elsewhere has it: installed, found by pkg-config, and every program of its page compiled and run.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { after, skip, test } from '../support/js/suite.js'
import { build, folder, isSanitised, Nube, root, run } from '../support/js/nube.js'

const page = readFileSync(path.join(root, 'docs/sdk.md'), 'utf8')
const programs = [...page.matchAll(/^## (.*?)\n(?:(?!^## )[\s\S])*?```c\n([\s\S]*?)```/gm)].map(([, title, source]) => ({ title, source }))
const prints = {
  'A client from the environment': /^account 000000000000$/,
  'A client from a struct': /^account 111122223333 in eu-west-1$/,
  'DynamoDB: put, query; and any operation by its name': /^The C Programming Language for 49\.95$/,
  'SQS: send, receive': /^received: hello from C$/,
  'S3: upload, download': /^1 2 3 4 5 6 7 8 9$/,
}

const lacks = ['/usr/bin/pkg-config', '/usr/bin/cc', '/usr/bin/make'].find((tool) => !existsSync(tool))
if (lacks) skip(`${lacks} is not here`)
else if (isSanitised) skip('a library under a sanitizer is for programs under one')
else {
  const nube = await Nube.start(['--ephemeral'])
  after(() => nube.stop())
  const prefix = folder()
  const env = { ...nube.env, PKG_CONFIG_PATH: path.join(prefix, 'lib/pkgconfig') }

  test('it is installed, and pkg-config knows it', async () => {
    const { status, out, err } = await run('make', ['--silent', 'install-sdk', `PREFIX=${prefix}`, `BUILD=${build}`], { cwd: root, seconds: 120 })
    assert.equal(status, 0, err + out)
    const known = await run('pkg-config', ['--modversion', 'nube-aws'], { env })
    assert.match(known.out, /^\d+\.\d+\.\d+\n$/)
    for (const header of ['aws_client.h', 's3_client.h']) assert(!readFileSync(path.join(prefix, 'include/nube-aws', header), 'utf8').includes('"app/'), header)
  })

  test('each program of the page has what it prints written here', () => {
    assert.deepEqual(programs.map((p) => p.title), Object.keys(prints))
  })

  for (const { title, source } of programs)
    test(`its program compiles without a warning, and runs: ${title}`, async () => {
      const place = folder()
      writeFileSync(path.join(place, 'program.c'), source.replace('"NUBE"', `"${nube.url}"`))
      const flags = (await run('pkg-config', ['--cflags', '--libs', 'nube-aws'], { env })).out.trim().split(/\s+/)
      const made = await run('cc', ['-std=c11', '-D_GNU_SOURCE', '-Wall', '-Wextra', '-Werror', '-o', 'program', 'program.c', ...flags], { cwd: place, seconds: 60 })
      assert.equal(made.status, 0, made.err)
      const { status, out, err } = await run(path.join(place, 'program'), [], { cwd: place, env })
      assert.equal(status, 0, err)
      assert.match(out.trim(), prints[title])
    })
}
