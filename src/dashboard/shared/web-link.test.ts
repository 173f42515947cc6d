import { expect, test } from 'vitest'
import { readWebAddress } from './web-link.tsx'

test.each(['https://ok.example/a?b', 'http://intranet/form', 'HTTPS://OK.example'])(
  '%s is a link (W-02)',
  (text) => expect(readWebAddress(text)?.protocol).toMatch(/^https?:$/),
)

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'blob:https://ok.example/1',
  '//evil.example',
  String.raw`\\evil.example`,
  String.raw`https:\\evil.example`,
  'https://user:pass@evil.example',
  'https://evil.example/\u0000',
  'https://spaced .example',
  `https://long.example/${'a'.repeat(2048)}`,
  'Emergency line',
  '',
])('%j stays text (W-01)', (text) => expect(readWebAddress(text)).toBeUndefined())
