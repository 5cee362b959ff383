// SNS by mail: an SMTP server that fails, that refuses, that is killed in between; what lies in the mailbox; the pages behind the links.
import assert from 'node:assert/strict'

import { after, require, test } from '../support/js/suite.js'
import { folder, Nube, until } from '../support/js/nube.js'

const { SMTPServer } = require('smtp-server')

// Mails as a server gets them; `failing` of them it does not take.
const smtp = { received: [], tries: 0, failing: 0 }
smtp.server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let text = ''
    stream.on('data', (b) => (text += b))
    stream.on('end', () => {
      smtp.tries++
      if (smtp.failing-- > 0) return done(Object.assign(new Error('Try again later'), { responseCode: 451 }))
      smtp.received.push({ to: session.envelope.rcptTo[0].address, head: text.split(/\r?\n\r?\n/)[0], body: Buffer.from(text.slice(text.search(/\r?\n\r?\n/)), 'base64').toString() })
      done()
    })
  },
})
smtp.server.on('error', () => {})
await new Promise((ready) => smtp.server.listen(0, '127.0.0.1', ready))
after(() => new Promise((closed) => smtp.server.close(closed)))

const data = folder()
const args = ['--data-dir', data, '--smtp', `127.0.0.1:${smtp.server.server.address().port}`]
let nube = await Nube.start(args)
after(() => nube.stop())
const { TopicArn } = await nube.api().sns.CreateTopic({ Name: 'mail', Attributes: { DisplayName: 'Orders' } })
const subscribe = (Protocol, Endpoint) => nube.api().sns.Subscribe({ TopicArn, Protocol, Endpoint })

test('a server that fails is tried again and again, also after a kill', async () => {
  smtp.failing = 3
  await subscribe('email', 'ann@example.com')
  await until('the first try', () => smtp.tries === 1)
  await until('the third try', async () => (await nube.clock({ advance: 1 }), smtp.tries >= 3))
  await nube.callsCollect()
  await nube.end('SIGKILL')
  nube = await Nube.start(args)
  await until('the mail', async () => (await nube.clock({ advance: 10 }), smtp.received.length === 1))
  const [{ to, head, body }] = smtp.received
  assert.equal(to, 'ann@example.com')
  assert.match(head, /^Subject: AWS Notification - Subscription Confirmation\r?$/m)
  assert.match(body, /To confirm this subscription, visit the link below/)
  assert.equal((await nube.mails()).length, 1)
}, { seconds: 60 })

test('the links of a mail, as a browser follows them', async () => {
  const mail = (await nube.mails())[0]
  const link = /http:\/\/\S+confirmation\.html\S+/.exec(mail.body)[0].replace(/^http:\/\/[^/]+/, nube.url)
  const browser = { headers: { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'cross-site' } }
  const confirmed = await fetch(link, browser)
  assert.deepEqual([confirmed.status, confirmed.headers.get('content-type')], [200, 'text/html; charset=utf-8'])
  assert.match(await confirmed.text(), new RegExp(`<h1>Subscription confirmed!</h1><p>${TopicArn}:[0-9a-f-]{36}</p>`))
  const wrong = await fetch(link.replace(/Token=\w/, 'Token=x'), browser)
  assert.equal(wrong.status, 400)
  assert.match(await wrong.text(), /<h1>The subscription could not be confirmed<\/h1><p>Invalid token<\/p>/)

  smtp.received.length = 0
  await nube.api().sns.Publish({ TopicArn, Message: '<b>bold</b>', Subject: 'S' })
  await until('the mail', () => smtp.received.length === 1)
  const leave = /http:\/\/\S+unsubscribe\.html\S+/.exec(smtp.received[0].body)[0]
  assert.match(smtp.received[0].body, /<b>bold<\/b>/)
  const left = await fetch(leave, browser)
  assert.equal(left.status, 200)
  assert.match(await left.text(), /<h1>Subscription removed!<\/h1>/)
  assert.deepEqual((await nube.api().sns.ListSubscriptionsByTopic({ TopicArn })).Subscriptions, [])
  const script = await fetch(`${nube.url}/unsubscribe.html?SubscriptionArn=${encodeURIComponent('<script>&')}`, browser)
  assert(!(await script.text()).includes('<script>'))
})

test('e-mail, e-mail with JSON and text messages lie in the mailbox; only mail goes out', async () => {
  smtp.received.length = 0
  await nube.page('DELETE', '/_nube/mail')
  await subscribe('email', 'bob@example.com')
  await subscribe('email-json', 'eve@example.com')
  await subscribe('sms', '+4915112345678')
  const [eve, bob] = await nube.mails()
  assert.deepEqual([bob.to, eve.to], ['bob@example.com', 'eve@example.com'])
  const asked = JSON.parse(eve.body)
  assert.equal(asked.Type, 'SubscriptionConfirmation')
  assert.equal((await fetch(asked.SubscribeURL)).status, 200)
  assert.equal((await fetch(/http:\/\/\S+/.exec(bob.body)[0])).status, 200)
  await until('both confirmations', () => smtp.received.length === 2)

  const { MessageId } = await nube.api().sns.Publish({
    TopicArn,
    MessageStructure: 'json',
    Message: JSON.stringify({ default: 'd', email: 'for people', 'email-json': 'for programs', sms: 'short' }),
  })
  const mails = (await nube.mails()).slice(0, 3)
  const of = (to) => mails.find((m) => m.to === to)
  assert.deepEqual([of('bob@example.com').type, of('bob@example.com').subject], ['email', 'AWS Notification Message'])
  assert(of('bob@example.com').body.startsWith('for people\n'))
  const notice = JSON.parse(of('eve@example.com').body)
  assert.deepEqual([notice.Type, notice.MessageId, notice.Message], ['Notification', MessageId, 'for programs'])
  assert.deepEqual([of('+4915112345678').type, of('+4915112345678').body], ['sms', 'short'])
  await until('both mails', () => smtp.received.length === 4)
  assert.deepEqual(smtp.received.map((m) => m.to).sort(), ['bob@example.com', 'bob@example.com', 'eve@example.com', 'eve@example.com'])
})
