// ACM by the AWS CLI of the distribution, each operation once; its files go in as blobs, and its waiter waits.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import path from 'node:path'

import { cliIsHere, commands } from '../support/js/cli.js'
import { after, skip, test } from '../support/js/suite.js'
import { folder, Nube } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const here = folder()
const file = (name) => `fileb://${path.join(here, name)}`
const { cli, refused, used } = commands(nube, 'acm')

async function everyOperation() {
  const { CertificateArn } = await cli('request-certificate', '--domain-name', 'cli.example.com', '--validation-method', 'DNS', '--subject-alternative-names', '*.cli.example.com', '--tags', 'Key=team,Value=a')
  const of = ['--certificate-arn', CertificateArn]
  await cli('wait', 'certificate-validated', ...of)
  const { Certificate } = await cli('describe-certificate', ...of)
  assert.deepEqual([Certificate.Status, Certificate.SubjectAlternativeNames, Certificate.DomainValidationOptions.length], ['ISSUED', ['cli.example.com', '*.cli.example.com'], 2])
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', path.join(here, 'key.pem'), '-out', path.join(here, 'cert.pem'), '-days', '9', '-subj', '/CN=imported.test'], { stdio: 'ignore' })
  const imported = await cli('import-certificate', '--certificate', file('cert.pem'), '--private-key', file('key.pem'))
  const [got, list] = await Promise.all([
    cli('get-certificate', ...of),
    cli('list-certificates', '--certificate-statuses', 'ISSUED'),
    cli('add-tags-to-certificate', ...of, '--tags', 'Key=stage,Value=test'),
    cli('update-certificate-options', '--certificate-arn', CertificateArn, '--options', 'CertificateTransparencyLoggingPreference=DISABLED'),
  ])
  assert.match(got.Certificate, /^-----BEGIN CERTIFICATE-----/)
  assert.deepEqual(list.CertificateSummaryList.map((one) => one.DomainName), ['cli.example.com', 'imported.test'])
  await cli('remove-tags-from-certificate', ...of, '--tags', 'Key=team')
  const [tags, , configuration, resent, exported] = await Promise.all([
    cli('list-tags-for-certificate', ...of),
    cli('renew-certificate', ...of),
    cli('get-account-configuration'),
    refused('resend-validation-email', ...of, '--domain', 'cli.example.com', '--validation-domain', 'example.com'),
    refused('export-certificate', ...of, '--passphrase', file('key.pem').replace('key.pem', 'word')).catch((error) => [error.message]),
    cli('put-account-configuration', '--idempotency-token', 'a', '--expiry-events', 'DaysBeforeExpiry=9'),
  ])
  assert.deepEqual(tags, { Tags: [{ Key: 'stage', Value: 'test' }] })
  assert([45, 9].includes(configuration.ExpiryEvents.DaysBeforeExpiry))
  assert.equal(resent[0], 'InvalidStateException')
  assert.equal(exported[0], 'ValidationException')
  await Promise.all([cli('delete-certificate', ...of), cli('delete-certificate', '--certificate-arn', imported.CertificateArn)])
  assert.deepEqual(await cli('list-certificates'), { CertificateSummaryList: [] })
  assert.equal((await refused('describe-certificate', ...of))[0], 'ResourceNotFoundException')
}

if (spawnSync('sh', ['-c', 'command -v openssl']).status !== 0) skip('no openssl')
else if (cliIsHere())
  test('each operation by the AWS CLI', async () => {
    execFileSync('sh', ['-c', `printf secret >"$0"`, path.join(here, 'word')])
    await everyOperation()
    assert.equal(used.size - 1, 15, [...used].join(' ')) // and the waiter
  }, { seconds: 250 })
