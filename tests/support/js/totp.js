// The codes of a virtual MFA device (RFC 6238), by node's own HMAC.
import { createHmac } from 'node:crypto'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

// Of a seed as CreateVirtualMFADevice gives it: the code at a time in milliseconds, so many steps later.
export function totpOf(seed) {
  const bits = [...Buffer.from(seed).toString()].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  return (time, steps = 0) => {
    const message = Buffer.alloc(8)
    message.writeBigInt64BE(BigInt(Math.floor(time / 30000) + steps))
    const mac = createHmac('sha1', key).update(message).digest()
    const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff
    return String(number % 1000000).padStart(6, '0')
  }
}
