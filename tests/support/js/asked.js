// Functions that ask the test what to answer: see askingFunction in functions.js.
import http from 'node:http'

// Who asking functions ask: keeps the events, and answers each by `answer`, which sees the event and the path it came to: a value, or a promise of it, or what is thrown, for a failure.
export class Asked {
  events = []
  answer = () => null

  static async start() {
    const asked = new Asked()
    asked.server = http.createServer(async (request, response) => {
      const parts = []
      for await (const part of request) parts.push(part)
      const event = JSON.parse(Buffer.concat(parts))
      asked.events.push(event)
      try {
        const value = await asked.answer(event, request.url.slice(1))
        response.end(typeof value === 'string' ? value : JSON.stringify(value))
      } catch (error) {
        response.writeHead(500).end(JSON.stringify({ errorType: 'Test.Failed', errorMessage: error.message }))
      }
    })
    await new Promise((ready) => asked.server.listen(0, '127.0.0.1', ready))
    asked.url = `http://127.0.0.1:${asked.server.address().port}/`
    return asked
  }

  stop() {
    this.server.closeAllConnections()
    this.server.close()
  }
}
