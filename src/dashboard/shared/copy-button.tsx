import { useState } from 'react'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

/** Copies a text, also where a page may not use the clipboard by itself: in frames over plain http. */
export function CopyButton({ text }: { text: string }) {
  const [label, setLabel] = useState('Copy')
  const tell = (isCopied: boolean) => setLabel(isCopied ? 'Copied' : 'Copy it by hand')
  return <Button onClick={() => void copyText(text).then(tell)}>{label}</Button>
}
