// A zip archive in memory: files stored as they are, or deflated, with their Unix modes. PKWARE's APPNOTE.TXT, 4.3.
import { deflateRawSync } from 'node:zlib'

const table = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1
  return n >>> 0
})

function crc32(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 255]
  return (crc ^ 0xffffffff) >>> 0
}

const UNIX = 3
const MADE_BY = (UNIX << 8) | 20

// files: [{ name, body, mode, isPacked }]. mode 0o120777 makes a symbolic link whose target is the body.
export function zip(files) {
  const parts = []
  const directory = []
  let offset = 0

  for (const { name, body, mode = 0o100644, isPacked } of files) {
    const path = Buffer.from(name)
    const whole = Buffer.from(body)
    const bytes = isPacked ? deflateRawSync(whole, { level: 1 }) : whole
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    if (isPacked) local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(whole), 14)
    local.writeUInt32LE(bytes.length, 18)
    local.writeUInt32LE(whole.length, 22)
    local.writeUInt16LE(path.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(MADE_BY, 4)
    local.copy(entry, 6, 4, 30)
    entry.writeUInt32LE((mode << 16) >>> 0, 38)
    entry.writeUInt32LE(offset, 42)
    parts.push(local, path, bytes)
    directory.push(entry, path)
    offset += local.length + path.length + bytes.length
  }
  const size = directory.reduce((sum, b) => sum + b.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}
