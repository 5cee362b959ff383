// SNS by the AWS CLI of the distribution: text messages, apps and their endpoints.
import assert from 'node:assert/strict'

import { cliIsHere, commands } from '../support/js/cli.js'
import { after, test } from '../support/js/suite.js'
import { Nube } from '../support/js/nube.js'

const nube = await Nube.start()
after(() => nube.stop())

const seconds = { seconds: 250 }
const { cli, used } = commands(nube, 'sns')
const arn = (name) => `arn:aws:sns:us-east-1:000000000000:${name}`

async function texts() {
  const number = ['--phone-number', '+4915112345678']
  await Promise.all([
    cli('set-sms-attributes', '--attributes', 'DefaultSMSType=Transactional'),
    cli('create-sms-sandbox-phone-number', ...number),
    nube.page('POST', '/_nube/sns/phone-opt-outs', { phoneNumber: '+4915199999999' }),
  ])
  const code = /\d{6}$/.exec((await nube.mails())[0].body)[0]
  await cli('verify-sms-sandbox-phone-number', ...number, '--one-time-password', code)
  const [attributes, optedOut, isOut, sandbox, status, numbers] = await Promise.all([
    cli('get-sms-attributes'),
    cli('list-phone-numbers-opted-out'),
    cli('check-if-phone-number-is-opted-out', '--phone-number', '+4915199999999'),
    cli('list-sms-sandbox-phone-numbers'),
    cli('get-sms-sandbox-account-status'),
    cli('list-origination-numbers'),
  ])
  assert.deepEqual(attributes.attributes, { DefaultSMSType: 'Transactional', MonthlySpendLimit: '1' })
  assert.deepEqual([optedOut.phoneNumbers, isOut.isOptedOut], [['+4915199999999'], true])
  assert.deepEqual(sandbox.PhoneNumbers, [{ PhoneNumber: '+4915112345678', Status: 'Verified' }])
  assert.deepEqual([status.IsInSandbox, numbers.PhoneNumbers ?? []], [false, []])
  await Promise.all([cli('opt-in-phone-number', '--phone-number', '+4915199999999'), cli('delete-sms-sandbox-phone-number', ...number)])
  assert.deepEqual((await cli('list-phone-numbers-opted-out')).phoneNumbers ?? [], [])
}

async function apps() {
  const { PlatformApplicationArn } = await cli('create-platform-application', '--name', 'app', '--platform', 'GCM', '--attributes', 'PlatformCredential=key')
  const app = ['--platform-application-arn', PlatformApplicationArn]
  const [{ EndpointArn }] = await Promise.all([
    cli('create-platform-endpoint', ...app, '--token', 'token', '--custom-user-data', 'ann'),
    cli('set-platform-application-attributes', ...app, '--attributes', `EventEndpointCreated=${arn('t')}`),
  ])
  const endpoint = ['--endpoint-arn', EndpointArn]
  await cli('set-endpoint-attributes', ...endpoint, '--attributes', 'CustomUserData=eve')
  const [attributes, listed, own, endpoints] = await Promise.all([
    cli('get-platform-application-attributes', ...app),
    cli('list-platform-applications'),
    cli('get-endpoint-attributes', ...endpoint),
    cli('list-endpoints-by-platform-application', ...app),
    cli('publish', '--target-arn', EndpointArn, '--message', 'ping'),
  ])
  assert.deepEqual(attributes.Attributes, { Enabled: 'true', EventEndpointCreated: arn('t') })
  assert.deepEqual(listed.PlatformApplications.map((a) => a.PlatformApplicationArn), [PlatformApplicationArn])
  assert.deepEqual(own.Attributes, { Enabled: 'true', Token: 'token', CustomUserData: 'eve' })
  assert.deepEqual(endpoints.Endpoints.map((e) => e.EndpointArn), [EndpointArn])
  await cli('delete-endpoint', ...endpoint)
  await cli('delete-platform-application', ...app)
  assert.deepEqual((await cli('list-platform-applications')).PlatformApplications ?? [], [])
}

if (cliIsHere()) {
  test('text messages', texts, seconds)
  test('apps and their endpoints', apps, seconds)
  test('no command was left out', () => assert.equal(used.size, 22)) // with publish
} else {
  test('nothing without the CLI', () => {})
}
