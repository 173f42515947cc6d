import { useState } from 'react'
import { Button } from '../../shared/button.tsx'

/** Copies a text, also where a page may not use the clipboard by itself: in frames over plain http. */
export function CopyButton({ text }: { text: string }) {
  const [label, setLabel] = useState('Copy')
  const tell = (isCopied: boolean) => setLabel(isCopied ? 'Copied' : 'Copy it by hand')
  return <Button onClick={() => void copy(text).then(tell)}>{label}</Button>
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyAsAlways(text)
  }
}

/** The way from before there was an interface for it. */
function copyAsAlways(text: string): boolean {
  const copyText = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', copyText)
  try {
    return document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', copyText)
  }
}
