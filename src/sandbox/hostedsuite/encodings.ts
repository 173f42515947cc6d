import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Encoding } from '../operation-fault.ts'

/** Without a label there is no Content-Encoding header. */
type Packing = { label: string | null; pack: (body: Buffer) => Buffer }

const asItIs = (body: Buffer) => body

/** What the Content-Encoding header says, and what is done to the body. */
export const PACKINGS: Record<Encoding | 'none', Packing> = {
  none: { label: null, pack: asItIs },
  gzip: { label: 'gzip', pack: (body) => gzipSync(body) },
  br: { label: 'br', pack: (body) => brotliCompressSync(body) },
  deflate: { label: 'deflate', pack: (body) => deflateSync(body) },
  'gzip-six-times': {
    label: Array.from({ length: 6 }, () => 'gzip').join(', '),
    pack: (body) => Array.from({ length: 6 }).reduce<Buffer>((inner) => gzipSync(inner), body),
  },
  'labelled-gzip': { label: 'gzip', pack: asItIs },
  'labelled-br': { label: 'br', pack: asItIs },
  'labelled-unknown': { label: 'rot13', pack: asItIs },
}
