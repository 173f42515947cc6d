// Texts that a page must show and never obey. Whatever runs calls `__ran()`; whatever loads asks evil.test.

const ELEMENTS = [
  '<img src=x onerror=__ran()>',
  '<img src=https://evil.test/pixel.png>',
  '<img srcset="https://evil.test/set.png 1x">',
  '<svg onload=__ran()>',
  '<svg><script>__ran()</script></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=__ran()>#x"/></svg>',
  '<svg><animate onbegin=__ran() attributeName=x dur=1s>',
  '<script>__ran()</script>',
  '<script src=https://evil.test/script.js></script>',
  '<iframe srcdoc="<script>parent.__ran()</script>"></iframe>',
  '<iframe src=javascript:parent.__ran()></iframe>',
  '<body onload=__ran()>',
  '<details open ontoggle=__ran()>',
  '<video autoplay onerror=__ran()><source src=x onerror=__ran()></video>',
  '<audio src=x onerror=__ran()></audio>',
  '<input autofocus onfocus=__ran()>',
  '<select autofocus onfocus=__ran()></select>',
  '<math><maction xlink:href=javascript:__ran()>x</maction></math>',
  '<object data=javascript:__ran()></object>',
  '<embed src=https://evil.test/embed>',
  '<form action=javascript:__ran()><button autofocus>x</button></form>',
  '<a href=javascript:__ran() autofocus tabindex=0>x</a>',
  "<style>@import 'https://evil.test/style.css'</style>",
  '<link rel=stylesheet href=https://evil.test/style.css onload=__ran()>',
  '<meta http-equiv=refresh content="0;url=https://evil.test/">',
  '<base href=https://evil.test/>',
  '<div style="background:url(https://evil.test/div.png)" onpointerenter=__ran()>',
  '<marquee onstart=__ran()>',
]

const escaped = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Ways out of wherever the text is put. */
const WAYS_OUT: ((element: string) => string)[] = [
  (element) => element,
  (element) => `">${element}`,
  (element) => `'>${element}`,
  (element) => `</textarea></title></style></script>${element}`,
  (element) => `--><!--${element}-->`,
  (element) => `<![CDATA[${element}]]>`,
  (element) => escaped(element),
]

const TARGETS = [
  'javascript:__ran()',
  'javascript://evil.test/%0A__ran()',
  'data:text/html,<script>opener.__ran()</script>',
  'vbscript:__ran()',
  'blob:https://evil.test/6f1e',
  'file:///etc/passwd',
  'intent://evil.test#Intent;end',
  '//evil.test/path',
  '\\\\evil.test\\share',
  'http://user:password@evil.test/',
]

const DISGUISES: ((target: string) => string)[] = [
  (target) => target,
  (target) => ` ${target}`,
  (target) => `\u0001${target}`,
  (target) =>
    target.replace(/[a-z]/gi, (letter, at: number) =>
      at % 2 === 0 ? letter.toUpperCase() : letter,
    ),
  (target) => `${target.slice(0, 4)}\n${target.slice(4)}`,
  (target) => `${target.slice(0, 4)}\t${target.slice(4)}`,
  (target) => target.replace(':', '&colon;'),
]

const ODDITIES = [
  "{{constructor.constructor('__ran()')()}}",
  '${__ran()}',
  '#{__ran()}',
  '<%= __ran() %>',
  '[click](javascript:__ran())',
  '![x](https://evil.test/markdown.png)',
  '`-__ran()-`',
  "';__ran();'",
  '__proto__',
  'constructor',
  'toString',
  '=HYPERLINK("https://evil.test/sheet","x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1,1)',
  '\t=1+1',
  '＝1+1',
  '\u202Egnp.exe',
  '\u2067right\u2069 to left',
  '\u202B\u202D\u2066 three never closed',
  'שלום 12:30 عربى',
  'e\u0301\u0301\u0301\u0301\u0301\u0301 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢',
  '👩‍👩‍👧‍👦\u200D\u200B\uFEFF',
  'line\u2028separator\u2029paragraph',
  'bell\u0007 escape\u001B[31m delete\u007F next\u0085',
  'x'.repeat(5000),
  'W'.repeat(300),
  '%00%0d%0aSet-Cookie: x=1',
  'https://evil.test\u202Egro.elpmaxe.ko',
  'null',
  'undefined',
  'NaN',
  '/Date(1e400)/',
]

/** Links that are to work: they prove that links are made at all. */
const GOOD_LINKS = ['https://ok.example/a?b=c#d', 'http://ok.example:8080/', 'HTTPS://OK.EXAMPLE/']

export const PAYLOADS = [
  ...ELEMENTS.flatMap((element) => WAYS_OUT.map((wrap) => wrap(element))),
  ...ODDITIES,
  ...TARGETS.flatMap((target) => DISGUISES.map((disguise) => disguise(target))),
  ...GOOD_LINKS,
]

/** Every text that the call has. Its id is none of them, so that it can be opened. */
export function makeCall(at: number) {
  let turn = 0
  // A stride that meets every payload in every field once, beside different neighbours.
  const next = () => PAYLOADS[(at + turn++ * 37) % PAYLOADS.length] ?? ''
  return {
    Id: `p-${at}`,
    StartTime: new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString().slice(0, 19),
    ScreenPop: next(),
    ClientId: next(),
    ClientName: next(),
    CenterId: next(),
    CallerName: next(),
    CallerNumber: next(),
    TransferToName: next(),
    TransferToNumber: next(),
    Notes: next(),
    AnsweredBy: next(),
    Server: next(),
    Flagged: true,
    FlagNotes: next(),
    Type: next(),
    CompletedFormIds: [next(), next()],
    Interactions: [{ StartTime: next(), Type: next(), Description: next() }],
    DurationInSeconds: 60,
    TalkTimeInSeconds: 60,
  }
}

/** One call for each payload, which it meets in another field each, and one with each as its id. */
export function makeCalls(): object[] {
  const calls = PAYLOADS.map((_, at) => makeCall(at))
  const ids = [...new Set(PAYLOADS)].map((id) => ({ Id: id, StartTime: '2025-12-01T09:00:00' }))
  return [...calls, ...ids]
}
