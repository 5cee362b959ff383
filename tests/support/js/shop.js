// The shop: Nube, the two simulators and the deployed application, as `make run` puts them together.
import http from 'node:http'
import path from 'node:path'

import { build, folder, Nube, Program, raw, root, run, until } from './nube.js'

export const EMAIL = 'shop@example.com'

// The states in which nothing is to be done for an order any more.
export const FINAL = ['SHIPPED', 'PAYMENT_FAILED', 'REFUNDED', 'CANCELLED']

export class Shop {
  // Without its pages, unless `deployArgs` name them.
  static async start(nubeArgs = ['--ephemeral'], partnerArgs = ['--slow-seconds', '1'], deployArgs = ['--frontend', '/nonexistent']) {
    const shop = new Shop()
    shop.deployArgs = deployArgs
    shop.nubeArgs = nubeArgs
    shop.nube = await Nube.start(nubeArgs)
    shop.dir = folder()
    shop.partnerArgs = partnerArgs
    for (const name of ['payment', 'shipment']) shop[name] = await shop.partner(name, '0')
    shop.deployed = await shop.deploy()
    shop.url = shop.deployed.api
    shop.agent = new http.Agent({ keepAlive: true, maxSockets: 20 })
    return shop
  }

  partner(name, port, ...args) {
    return Program.start(path.join(build, 'simulators', name), ['--port', `${port}`, '--data', path.join(this.dir, name), ...this.partnerArgs, ...args])
  }

  // Stops a partner and starts it again on what it did, with further options.
  async restart(name, ...args) {
    const { port } = this[name]
    await this[name].end()
    this[name] = await this.partner(name, port, ...args)
  }

  // Runs the deploy program; gives its lines `name: value` as an object.
  async deploy() {
    const { status, out, err } = await run(
      path.join(build, 'deploy'),
      [
        ...['--functions', path.join(build, 'functions')],
        ...['--definition', path.join(root, 'statemachines/order-workflow.asl.json')],
        ...['--payment-url', this.payment.url],
        ...['--shipment-url', this.shipment.url],
        ...['--notify-email', EMAIL],
        ...['--function-endpoint', this.nube.url],
        ...['--api-url-format', `${this.nube.url}/restapis/{id}/{stage}/_user_request_`],
        ...this.deployArgs,
      ],
      { env: this.nube.env, seconds: 30 },
    )
    if (status !== 0) throw new Error(`deploy ended with ${status}: ${err}${out}`)
    return Object.fromEntries(
      out
        .trim()
        .split('\n')
        .map((line) => /^([^:]+): (.*)$/.exec(line).slice(1)),
    )
  }

  // deploy --TASK, as an operator runs it: the lines it prints.
  async operate(task) {
    const { status, out, err } = await run(path.join(build, 'deploy'), [`--${task}`], { env: this.nube.env, seconds: 30 })
    if (status !== 0 && status !== 3) throw new Error(`deploy --${task} ended with ${status}: ${err}${out}`)
    return out.trim().split('\n').filter(Boolean)
  }

  // As a person would: follows the link in the newest confirmation mail.
  async confirm(to = EMAIL) {
    const asks = async () => (await this.nube.mails()).find((m) => /Subscription Confirmation/.test(m.subject) && m.to === to)
    const mail = await until(`a mail that asks ${to}`, asks)
    const page = await fetch(/http:\/\/\S+/.exec(mail.body)[0])
    if (!page.ok) throw new Error(`the confirmation answered ${page.status}`)
    return mail
  }

  // { status, json, headers } of a request to the shop's API.
  async request(method, at, body, headers = {}) {
    const answer = await raw(this.url + at, {
      method,
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
      agent: this.agent,
    })
    return { ...answer, json: answer.body ? JSON.parse(answer.body) : undefined }
  }

  async place(order, headers) {
    const answer = await this.request('POST', '/orders', order, headers)
    if (answer.status !== 201) throw new Error(`POST /orders answered ${answer.status} ${answer.body}`)
    return answer.json
  }

  // Every order's status, by its id, straight from the table.
  async statuses() {
    const { dynamodb } = (this.clients ??= this.nube.api())
    const statuses = {}
    let ExclusiveStartKey
    do {
      const page = await dynamodb.Scan({
        TableName: 'Orders',
        ProjectionExpression: 'orderId, #s',
        ExpressionAttributeNames: { '#s': 'status' },
        ConsistentRead: true,
        ExclusiveStartKey,
      })
      for (const item of page.Items) statuses[item.orderId.S] = item.status.S
      ExclusiveStartKey = page.LastEvaluatedKey
    } while (ExclusiveStartKey)
    return statuses
  }

  // Those of one order, or the first thousand of all.
  async payments(orderId) {
    const query = orderId ? `?orderId=${orderId}` : ''
    const answer = await raw(`${this.payment.url}/payments${query}`, { method: 'GET' })
    return JSON.parse(answer.body).entries
  }

  // The execution that an order has: found by its input.
  async execution(orderId) {
    const { states } = (this.clients ??= this.nube.api())
    const stateMachineArn = this.deployed['state-machine']
    let nextToken
    do {
      const page = await states.ListExecutions({ stateMachineArn, nextToken })
      for (const { executionArn } of page.executions) {
        const e = await states.DescribeExecution({ executionArn })
        if (e.input.includes(orderId)) return e
      }
      nextToken = page.nextToken
    } while (nextToken)
    return undefined
  }

  // The executions that run (a thousand at most): each with its order, the state it is in, its newest event and its last failure.
  async running() {
    const { states } = (this.clients ??= this.nube.api())
    const { executions } = await states.ListExecutions({ stateMachineArn: this.deployed['state-machine'], statusFilter: 'RUNNING', maxResults: 1000 })
    return Promise.all(
      executions.map(async ({ executionArn, name }) => {
        const { input } = await states.DescribeExecution({ executionArn })
        const { events } = await states.GetExecutionHistory({ executionArn, reverseOrder: true, maxResults: 100 })
        const newest = (member) => events.find((e) => e[member])?.[member]
        const { error, cause } = newest('taskFailedEventDetails') ?? newest('taskTimedOutEventDetails') ?? {}
        const { type, timestamp } = events[0]
        return { name, orderId: JSON.parse(input)[0].orderId, state: newest('stateEnteredEventDetails')?.name, newest: type, since: timestamp.toISOString(), error, cause }
      }),
    )
  }

  // Moves Nube's clock on, where all that is left waits for it: nothing goes on, and each execution that runs waits to try again. Whoever
  // moves it while a step runs takes from the time that the step may take.
  async hurry(seconds) {
    if ((await this.nube.clock()).busy) return
    const running = await this.running()
    if (running.every(({ newest }) => /^Task(Failed|TimedOut)$/.test(newest))) await this.nube.clock({ advance: seconds })
  }

  // What goes on, for a failure's message: what Nube is busy with, the executions that run, and the orders that are at no end.
  async standing() {
    const { busy, now } = await this.nube.clock()
    const statuses = await this.statuses()
    const open = Object.entries(statuses).filter(([, status]) => !FINAL.includes(status))
    return JSON.stringify({ now, busy, orders: Object.keys(statuses).length, open: Object.fromEntries(open), running: await this.running() }, null, 1)
  }

  // Those of one order, or the first thousand of all.
  async refunds(orderId) {
    const query = orderId ? `?orderId=${orderId}` : ''
    const answer = await raw(`${this.payment.url}/refunds${query}`, { method: 'GET' })
    return JSON.parse(answer.body).entries
  }

  async shipments(orderId) {
    const query = orderId ? `?orderId=${orderId}` : ''
    const answer = await raw(`${this.shipment.url}/shipments${query}`, { method: 'GET' })
    return JSON.parse(answer.body).entries
  }

  async settled(orderId, seconds = 10) {
    return until(`order ${orderId} to be settled`, async () => {
      const { json } = await this.request('GET', `/orders/${orderId}`)
      return FINAL.includes(json.status) && json
    }, seconds)
  }

  async stop() {
    this.agent.destroy()
    await this.nube.stop()
    for (const simulator of [this.payment, this.shipment]) {
      const { status } = await simulator.end()
      if (status !== 0) throw new Error(`a simulator ended with ${status}: ${simulator.log}`)
    }
  }
}

export const order = (customerId, more = {}) => ({
  customerId,
  customerName: 'Ann Ex',
  customerEmail: 'ann@example.com',
  items: [
    { productId: 'p1', quantity: 3 },
    { productId: 'p2', quantity: 1 },
  ],
  shippingAddress: { street: '1 Main St', city: 'Springfield', state: 'IL', zipCode: '62701', country: 'US' },
  ...more,
})

