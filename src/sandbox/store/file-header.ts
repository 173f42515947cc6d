/** The parts of SQLite's file format that tell a damaged file from a sound one (sqlite.org/fileformat2.html). */

const DATABASE_HEADER_BYTES = 100
const LOG_HEADER_BYTES = 32

export type DatabaseHeader = {
  applicationId: number
  userVersion: number
  /** Bytes. */
  pageSize: number
  pages: number
  /** False when a field has a value that no file of ours can have. */
  isPlausible: boolean
}

/** Undefined when the bytes are not the start of an SQLite database. */
export function readDatabaseHeader(bytes: Buffer): DatabaseHeader | undefined {
  const isSqlite =
    bytes.length >= DATABASE_HEADER_BYTES && bytes.toString('latin1', 0, 16) === 'SQLite format 3\0'
  if (!isSqlite) return undefined
  const pageSize = bytes.readUInt16BE(16)
  const [writeVersion, readVersion, reserved, ...fractions] = bytes.subarray(18, 24)
  return {
    applicationId: bytes.readUInt32BE(68),
    userVersion: bytes.readUInt32BE(60),
    pageSize,
    pages: bytes.readUInt32BE(28),
    isPlausible:
      isPageSize(pageSize) &&
      writeVersion === readVersion &&
      (writeVersion === 1 || writeVersion === 2) &&
      reserved === 0 &&
      fractions.join() === '64,32,32' &&
      // The change counter is written twice, so that the page count between them can be trusted.
      bytes.readUInt32BE(24) === bytes.readUInt32BE(92) &&
      // Schema format 4, UTF-8, no cache size and no vacuum setting of their own, and 20 unused bytes.
      bytes.readUInt32BE(44) === 4 &&
      bytes.readUInt32BE(48) === 0 &&
      bytes.readUInt32BE(52) === 0 &&
      bytes.readUInt32BE(56) === 1 &&
      bytes.readUInt32BE(64) === 0 &&
      bytes.subarray(72, 92).every((byte) => byte === 0),
  }
}

/** Undefined for a log that has not been begun, or whose beginning was not written to its end. */
export function readLogHeader(bytes: Buffer): { pageSize: number | undefined } | undefined {
  if (bytes.length < LOG_HEADER_BYTES) return undefined
  const magic = bytes.readUInt32BE(0)
  const isBigEndian = magic === 0x377f0683
  const isSound =
    (isBigEndian || magic === 0x377f0682) &&
    bytes.readUInt32BE(4) === 3_007_000 &&
    checksum(bytes.subarray(0, 24), isBigEndian).equals(bytes.subarray(24, 32))
  return { pageSize: isSound ? bytes.readUInt32BE(8) : undefined }
}

/** Powers of two; 65,536 does not fit into the two bytes, and is not used here. */
const isPageSize = (size: number) => size >= 512 && (size & (size - 1)) === 0

/** Two sums that depend on each other, over pairs of 32-bit words; always stored with the high byte first. */
function checksum(bytes: Buffer, isBigEndian: boolean): Buffer {
  const word = (at: number) => (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  let first = 0
  let second = 0
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + word(at) + second) >>> 0
    second = (second + word(at + 4) + first) >>> 0
  }
  const sum = Buffer.alloc(8)
  sum.writeUInt32BE(first, 0)
  sum.writeUInt32BE(second, 4)
  return sum
}
