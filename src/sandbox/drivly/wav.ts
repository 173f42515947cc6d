/** That of a telephone line. */
export const SAMPLE_RATE = 8000

const HEADER_BYTES = 44
const BYTES_PER_SAMPLE = 2
const PCM = 1
const MONO = 1

/** A WAV file of one channel of 16 bits; samples go from -1 to 1. */
export function toWav(samples: readonly number[]): Buffer {
  const dataBytes = samples.length * BYTES_PER_SAMPLE
  const wav = Buffer.alloc(HEADER_BYTES + dataBytes)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(PCM, 20)
  wav.writeUInt16LE(MONO, 22)
  wav.writeUInt32LE(SAMPLE_RATE, 24)
  wav.writeUInt32LE(SAMPLE_RATE * BYTES_PER_SAMPLE, 28)
  wav.writeUInt16LE(BYTES_PER_SAMPLE, 32)
  wav.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(dataBytes, 40)
  for (const [index, sample] of samples.entries()) {
    wav.writeInt16LE(Math.round(sample * 0x7fff), HEADER_BYTES + index * BYTES_PER_SAMPLE)
  }
  return wav
}
