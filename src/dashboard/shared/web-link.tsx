const LONGEST = 2048

/** The address in a text that came from outside, if it is a plain web address without credentials. */
export function readWebAddress(text: string): URL | undefined {
  if (text.length > LONGEST || /[\s\p{Cc}\\]/u.test(text) || !/^https?:\/\//i.test(text))
    return undefined
  const address = URL.parse?.(text)
  return address && address.username === '' && address.password === '' ? address : undefined
}

/** Text from outside: a link where it is a plain web address, with its host to read, else just text. */
export function WebLink({ text }: { text: string }) {
  const address = readWebAddress(text)
  if (address === undefined) return <bdi>{text}</bdi>
  return (
    <a href={address.href} target="_blank" rel="noopener noreferrer" referrerPolicy="no-referrer">
      {address.host}
      {address.pathname === '/' ? '' : address.pathname}
    </a>
  )
}
