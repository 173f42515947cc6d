export function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/** Survives the way to another system and back: no lone surrogate, no NUL. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
