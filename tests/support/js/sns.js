// Checking the signatures of SNS's messages with the package that AWS gives to receivers.
import { createVerify } from 'node:crypto'
import http from 'node:http'

import { require } from './suite.js'

const https = require('https')
const MessageValidator = require('sns-validator')

// It takes certificates by https only, which Nube does not speak: they come over http from the same place.
https.get = (url, got) => http.get(url.replace(/^https:/, 'http:'), got)
const validator = new MessageValidator(/^127\.0\.0\.1:\d+$/)

// DIFFERS: the package leaves the token out of a farewell's text, though AWS has it in.
async function farewellVerifies(n) {
  const text = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'].map((name) => `${name}\n${n[name]}\n`).join('')
  const certificate = await (await fetch(n.SigningCertURL)).text()
  return createVerify(n.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1').update(text).verify(certificate, n.Signature, 'base64')
}

// Is it signed with the certificate that it names? Takes what endpoints and queues get, and the `Sns` of a function's event.
export async function verifies(notice) {
  if (notice.Type === 'UnsubscribeConfirmation') return farewellVerifies(notice)
  const name = notice.SigningCertURL ? 'SigningCertURL' : 'SigningCertUrl'
  const message = { ...notice, [name]: notice[name].replace(/^http:/, 'https:') }
  return new Promise((done, fail) =>
    validator.validate(message, (error) => {
      if (error && !/signature is invalid/.test(error.message)) fail(error)
      else done(!error)
    }),
  )
}
