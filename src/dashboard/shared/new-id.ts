/** 32 random digits. `crypto.randomUUID` is missing where the page, or the page around its frame, came over plain http. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
