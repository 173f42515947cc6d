/** Copies a text, also where a page may not use the clipboard by itself: in frames over plain http. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyAsAlways(text)
  }
}

/** The way from before there was an interface for it. */
function copyAsAlways(text: string): boolean {
  const copy = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', copy)
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', copy)
  }
}
