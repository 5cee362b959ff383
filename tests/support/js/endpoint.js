// An HTTP endpoint that SNS delivers to.
import http from 'node:http'

import { until } from './nube.js'

// Counts what it gets, by path and body, and answers after `pause` milliseconds; while it holds, it neither answers nor counts. A confirmation is followed at once.
export class Endpoint {
  static async start(pause = 0) {
    const e = new Endpoint()
    e.pause = pause
    e.got = new Map()
    e.total = 0
    e.held = undefined
    e.confirmed = new Set()
    e.server = http.createServer((request, response) => {
      let body = ''
      request.on('data', (b) => (body += b))
      request.on('end', () => e.take(request, body, response))
    })
    await new Promise((ready) => e.server.listen(0, '127.0.0.1', ready))
    e.url = `http://127.0.0.1:${e.server.address().port}`
    return e
  }

  take(request, body, response) {
    const name = request.url + body
    if (request.headers['x-amz-sns-message-type'] === 'SubscriptionConfirmation') {
      fetch(JSON.parse(body).SubscribeURL).then(() => this.confirmed.add(request.url), () => {})
      response.end()
    } else if (this.held) this.held.push({ name, response })
    else this.count(name, response)
  }

  count(name, response) {
    this.got.set(name, (this.got.get(name) ?? 0) + 1)
    this.total++
    if (this.pause) setTimeout(() => response.end(), this.pause)
    else response.end()
  }

  hold() {
    this.held = []
  }

  // What was given up meanwhile does not count.
  release() {
    const held = this.held
    this.held = undefined
    for (const { name, response } of held) if (!response.destroyed) this.count(name, response)
  }

  close() {
    this.server.closeAllConnections?.()
    return new Promise((closed) => this.server.close(closed))
  }

  // Subscribes paths /0, /1 …, raw.
  async subscribe(sns, TopicArn, count) {
    const Attributes = { RawMessageDelivery: 'true' }
    for (let i = 0; i < count; i++) await sns.Subscribe({ TopicArn, Protocol: 'http', Endpoint: `${this.url}/${i}`, Attributes })
    await until('the confirmations', () => this.confirmed.size === count)
  }
}
