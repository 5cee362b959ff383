// One Nube after the other on the same data, each killed at some moment.
import { folder, Nube, until } from './nube.js'

// `epoch` counts them; who fails because one was killed waits for the next.
export class Killed {
  data = folder()
  epoch = 0
  dead = Promise.resolve()

  constructor(service) {
    this.service = service
  }

  async start() {
    this.nube = await Nube.start(['--data-dir', this.data])
    this.client = this.nube.api()[this.service]
  }

  async kill() {
    let isUp
    this.dead = new Promise((up) => (isUp = up))
    this.epoch++
    await this.nube.end('SIGKILL')
    await this.start()
    isUp()
  }

  // The answer, or undefined when Nube was killed meanwhile.
  async try(operation, input) {
    const { epoch } = this
    try {
      return await this.client[operation](input)
    } catch (error) {
      if (error.$metadata?.httpStatusCode) throw error
      await until('the kill', () => epoch !== this.epoch) // nothing else breaks a connection
      return undefined
    }
  }
}
