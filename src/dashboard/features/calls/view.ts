import { createLoader, createParser, createSerializer, type Options, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import type * as z from 'zod/mini'
import {
  CallIdSchema,
  type CallQuery,
  type CallSort,
  CallSortSchema,
  DirectionSchema,
  isReversedRange,
  MomentSchema,
  PAGE_SIZES,
  RangeEndSchema,
  RollingRangeSchema,
  TalkSecondsSchema,
} from '../../../contract/calls.ts'
import { findUnknownColumns, formatLayout, parseDensity, parseLayout } from './layout.ts'
import { NOTE_FILTERS } from './note-filter.ts'

const textOf = <Value extends string>(schema: z.ZodMiniType<Value>) =>
  createParser({ parse: (text) => schema.safeParse(text).data ?? null, serialize: String })

const wholeNumber = /^\d+$/
const filterText = createParser({
  parse: (text) => (text.length > 0 && text.length <= 128 ? text : null),
  serialize: String,
})

const talkSeconds = createParser({
  parse: (text) =>
    /^\d+(\.\d+)?$/.test(text) ? (TalkSecondsSchema.safeParse(Number(text)).data ?? null) : null,
  serialize: String,
})

const timeZone = createParser({
  parse: (text) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text
    } catch {
      return null
    }
  },
  serialize: String,
})

const sort = createParser<CallSort>({
  parse: (text) => {
    const descending = text.startsWith('-')
    const field = descending ? text.slice(1) : text
    return CallSortSchema.safeParse({ field, descending }).data ?? null
  },
  serialize: ({ field, descending }) => `${descending ? '-' : ''}${field}`,
  eq: (one, other) => one.field === other.field && one.descending === other.descending,
})

const page = createParser({
  parse: (text) => {
    const number = wholeNumber.test(text) ? Number(text) : 0
    return number >= 1 && number <= 1_000_000 ? number : null
  },
  serialize: String,
})

const note = createParser({
  parse: (text) => NOTE_FILTERS.find((known) => known === text) ?? null,
  serialize: String,
})

const size = createParser({
  parse: (text) => PAGE_SIZES.find((known) => String(known) === text) ?? null,
  serialize: String,
})

const columns = createParser({ parse: parseLayout, serialize: formatLayout })

const density = createParser({ parse: parseDensity, serialize: String })

/** Every key of the address that means something here: the view is the URL. */
export const KEYS = {
  range: textOf(RollingRangeSchema),
  from: textOf(RangeEndSchema),
  to: textOf(RangeEndSchema),
  tz: timeZone,
  asof: textOf(MomentSchema),
  client: filterText,
  center: filterText,
  direction: textOf(DirectionSchema),
  id: filterText,
  minTalk: talkSeconds,
  maxTalk: talkSeconds,
  note,
  sort: sort.withDefault({ field: 'StartTime', descending: true }),
  page: page.withDefault(1),
  size: size.withDefault(50),
  columns,
  density,
  call: textOf(CallIdSchema),
  /** The saved view that this one came from. */
  saved: filterText,
}

type Keys = typeof KEYS
type Parsed<Key extends keyof Keys> = NonNullable<ReturnType<Keys[Key]['parse']>>

/** What the address asks for. Null: the key is not there, or its value cannot be used. */
export type View = {
  [Key in keyof Keys]: Key extends 'sort' | 'page' | 'size' ? Parsed<Key> : Parsed<Key> | null
}
export type ViewChange = { [Key in keyof View]?: View[Key] | null }

/** The part of an address that holds a view: `?client=7`. */
export const formatView = createSerializer(KEYS)

/** The view of an address's search. */
export const readView = createLoader(KEYS)

/** Leaves nothing in the address but the view: nuqs by itself keeps the keys that it does not know. */
export const tidyAddress = (view: View): void =>
  window.history.replaceState(window.history.state, '', formatView(window.location.pathname, view))

export type UpdateView = ReturnType<typeof useView>['updateView']

/** The view as it is read where HostedSuite's own zone is this one: to name that zone asks for nothing. */
export const inZone = <Zoned extends Pick<View, 'tz'>>(view: Zoned, hostZone: string): Zoned =>
  view.tz === hostZone ? { ...view, tz: null } : view

/** Reads the view from the address and writes changes to it. There is no other copy. */
export function useView(hostZone: string) {
  const [asked, setView] = useQueryStates(KEYS)
  const view = useMemo(() => inZone(asked, hostZone), [asked, hostZone])
  const updateView = useCallback(
    (change: ViewChange, options: Options = { history: 'push' }) => {
      // What holds already is no step: Back would do nothing.
      void setView((now) => {
        const next = formatView('', inZone({ ...now, ...change }, hostZone))
        return next === formatView('', inZone(now, hostZone)) ? {} : change
      }, options)
    },
    [setView, hostZone],
  )
  return { view, updateView } satisfies { view: View; updateView: unknown }
}

/**
 * The keys of an address whose values cannot be used, in whole or in part, and those that mean nothing here, with what
 * cannot be used of them.
 */
export function findUnusable(search: string): { key: string; text: string }[] {
  const parameters = new URLSearchParams(search)
  const strange = [...parameters.keys()].filter((key) => !Object.hasOwn(KEYS, key))
  return [
    ...Object.entries(KEYS).flatMap(([key, parser]) => {
      const text = parameters.get(key)
      if (text === null) return []
      if (parser.parse(text) === null) return [{ key, text }]
      const unknown = key === 'columns' ? findUnknownColumns(text) : []
      return unknown.length > 0 ? [{ key, text: unknown.join(',') }] : []
    }),
    ...[...new Set(strange)].map((key) => ({ key, text: parameters.get(key) ?? '' })),
  ]
}

/**
 * The request that a view stands for. The open call is no part of it, so opening one asks nothing; nor is the note
 * filter, which HostedSuite does not know.
 */
export function toCallQuery(view: View): CallQuery {
  const isFixed = view.from !== null || view.to !== null
  return {
    range: isFixed ? undefined : (view.range ?? undefined),
    from: view.from ?? undefined,
    to: view.to ?? undefined,
    timeZone: view.tz ?? undefined,
    asOf: view.asof ?? undefined,
    clientId: view.client ?? undefined,
    centerId: view.center ?? undefined,
    direction: view.direction ?? undefined,
    id: view.id ?? undefined,
    minTalkSeconds: view.minTalk ?? undefined,
    maxTalkSeconds: view.maxTalk ?? undefined,
    sort: view.sort,
    page: view.page,
    size: view.size,
  }
}

/** What makes a view impossible to ask for, as a sentence; undefined when nothing does. */
export function findContradiction({ from, to, minTalk, maxTalk }: View): string | undefined {
  if (isReversedRange(from ?? undefined, to ?? undefined))
    return 'The range ends before it begins. Change From or To.'
  if (minTalk !== null && maxTalk !== null && minTalk > maxTalk)
    return 'The minimum talk time is above the maximum. Change one of them.'
  return undefined
}
