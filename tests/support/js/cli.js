// The AWS CLI of the distribution: commands of one service against a Nube.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'

import { run } from './nube.js'
import { skip } from './suite.js'

const CLI = '/usr/bin/aws'

// Says so when it is not there.
export function cliIsHere() {
  if (existsSync(CLI)) return true
  skip(`${CLI} is not here; install the package awscli`)
  return false
}

// `aws` runs a command to its end, `cli` gives what it prints, `refused` the code and message of its error, `used` the names of those called.
export function commands(nube, service) {
  const env = { ...nube.env, AWS_PAGER: '', AWS_CLI_FILE_ENCODING: 'UTF-8', LC_ALL: 'C.UTF-8' }
  const used = new Set()
  const aws = (operation, args) => {
    used.add(operation)
    return run(CLI, ['--endpoint-url', nube.url, '--output', 'json', service, operation, ...args], { env, seconds: 60 })
  }
  return {
    aws,
    used,
    async cli(operation, ...args) {
      const { status, out, err } = await aws(operation, args)
      if (status !== 0) throw new Error(`aws ${service} ${operation} ${args.join(' ')}: ${status}: ${err}`)
      return out.trim() ? JSON.parse(out) : undefined
    },
    async refused(operation, ...args) {
      const { status, err } = await aws(operation, args)
      assert.notEqual(status, 0)
      return /An error occurred \((.*?)\) when calling the \w+ operation: (.*)/s.exec(err.trim())?.slice(1) ?? [err]
    },
  }
}
