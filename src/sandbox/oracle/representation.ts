import { createHash } from 'node:crypto'
import { EMPTY_CALL, EMPTY_MESSAGE } from './attributes.ts'
import type { PhoneCall, TranscriptMessage } from './attributes.ts'

export type Shape = {
  /** Where the resources are, such as `https://crm.example/crmRestApi/resources/11.13.18.05`. */
  resourcesUrl: string
  /** A bare array, or `{ items, count, … }`. */
  children: 'array' | 'items'
  /** Bytes are left out; an enclosure link takes their place. */
  enclosureOnly: boolean
}

/** The members of a link that the Oracle document names, with its words for `rel` and `kind`. */
type Link = {
  rel: 'self' | 'canonical' | 'parent' | 'child' | 'enclosure'
  href: string
  name: string
  kind: 'item' | 'collection' | 'other'
  properties?: { changeIndicator: string }
}

/** The call as phoneCalls-item-response, with where it is and the ETag it has. */
export function toWirePhoneCall(call: PhoneCall, shape: Shape) {
  const href = `${shape.resourcesUrl}/phoneCalls/${call.CallId}`
  const { version, ...kept } = call
  const changeIndicator = changeIndicatorOf(call.CallId, version)
  const messagesHref = `${href}/child/TranscriptMessage`
  const { attributes, enclosures } = separateBytes({ ...EMPTY_CALL, ...kept }, href, shape)
  const messages = call.TranscriptMessage.map((message) =>
    toWireMessage(message, call, href, shape),
  )
  const body = {
    ...attributes,
    TranscriptMessage: shape.children === 'array' ? messages : toCollection(messages, messagesHref),
    links: [
      ...itemLinks(href, 'phoneCalls', changeIndicator),
      ...enclosures,
      { rel: 'child', href: messagesHref, name: 'TranscriptMessage', kind: 'collection' },
    ] satisfies Link[],
  }
  return { body, href, etag: `"${changeIndicator}"` }
}

function toWireMessage(
  message: TranscriptMessage,
  { CallId, InteractionId }: PhoneCall,
  callHref: string,
  shape: Shape,
) {
  const href = `${callHref}/child/TranscriptMessage/${message.MessageId}`
  const all = { ...EMPTY_MESSAGE, ...message, CallId, InteractionId }
  const { attributes, enclosures } = separateBytes(all, href, shape)
  return {
    ...attributes,
    links: [
      ...itemLinks(href, 'TranscriptMessage', changeIndicatorOf(message.MessageId, 1)),
      { rel: 'parent', href: callHref, name: 'phoneCalls', kind: 'item' },
      ...enclosures,
    ] satisfies Link[],
  }
}

function toCollection(items: object[], href: string) {
  const links: Link[] = [{ rel: 'self', href, name: 'TranscriptMessage', kind: 'collection' }]
  return { items, count: items.length, hasMore: false, limit: items.length, offset: 0, links }
}

function itemLinks(href: string, name: string, changeIndicator: string): Link[] {
  return [
    { rel: 'self', href, name, kind: 'item', properties: { changeIndicator } },
    { rel: 'canonical', href, name, kind: 'item' },
  ]
}

/** Another one for every version, and nothing that a client could count with. A message has one version. */
function changeIndicatorOf(id: bigint, version: number): string {
  return createHash('sha256').update(`${id} ${version}`).digest('hex').toUpperCase()
}

const BYTES = ['CallRecording', 'MessageContent']

/** What an enclosure link of the call, or of one of its messages, leads to. */
export function bytesOf(
  call: PhoneCall,
  messageId: string | undefined,
  name: string | undefined,
): Buffer | undefined {
  const owner =
    messageId === undefined
      ? call
      : call.TranscriptMessage.find(({ MessageId }) => String(MessageId) === messageId)
  const attribute = BYTES.find((each) => each === name) ?? ''
  const base64 = new Map<string, unknown>(Object.entries(owner ?? {})).get(attribute)
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined
}

function separateBytes(attributes: object, href: string, { enclosureOnly }: Shape) {
  if (!enclosureOnly) return { attributes, enclosures: [] }
  const entries = Object.entries(attributes)
  const enclosures = entries
    .filter(([name, value]) => BYTES.includes(name) && typeof value === 'string')
    .map(([name]): Link => ({
      rel: 'enclosure',
      href: `${href}/enclosure/${name}`,
      name,
      kind: 'other',
    }))
  return {
    attributes: Object.fromEntries(entries.filter(([name]) => !BYTES.includes(name))),
    enclosures,
  }
}
