import * as z from 'zod/mini'

const isPlainText = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

const name = (what: string) =>
  z.string().check(
    z.refine((text) => text.trim() !== '', `Enter the ${what}.`),
    z.maxLength(128, `The ${what} is longer than 128 characters.`),
    z.refine(isPlainText, `The ${what} holds characters that cannot be typed.`),
  )

/** The password goes to HostedSuite exactly as typed: never trimmed, never normalised. */
export const CredentialsSchema = z.object({
  customerName: name('customer name'),
  userName: name('user name'),
  password: z.string().check(
    z.minLength(1, 'Enter the password.'),
    z.maxLength(256, 'The password is longer than 256 characters.'),
    z.refine((text) => text.isWellFormed(), 'The password holds characters that cannot be sent.'),
  ),
})
export type Credentials = z.infer<typeof CredentialsSchema>

/**
 * What unsent notes are encrypted with in this person's browser. `id` says nothing of the person, and is the same
 * at every sign-in of theirs: a note under it is theirs. `key` is 32 bytes in base64url.
 */
const DraftKeySchema = z.object({ id: z.string(), key: z.string() })
export type DraftKey = z.infer<typeof DraftKeySchema>

const UserSchema = z.object({ customerName: z.string(), userName: z.string() })
export type User = z.infer<typeof UserSchema>

/** Which of the systems beside HostedSuite this gateway speaks to: Driv.ly for ratings, Oracle for the CRM. */
const ServicesSchema = z.object({ rating: z.boolean(), crm: z.boolean() })
export type Services = z.infer<typeof ServicesSchema>

/**
 * Who is signed in. `id` names this sign-in and opens nothing; a page sends it back with every request, so
 * that it never acts as somebody who has signed in elsewhere in the same browser. `timeZone` is the IANA zone of
 * HostedSuite's zone-less times; the two ends are UTC: the session ends after `idleEndsAt` without human activity,
 * and at `endsAt` in any case. The first of `draftKeys` encrypts, all of them decrypt. `hasTeamViews` tells that the
 * gateway has views for everybody.
 */
export const SessionSchema = z.discriminatedUnion('authenticated', [
  z.object({ authenticated: z.literal(false) }),
  z.object({
    authenticated: z.literal(true),
    id: z.string(),
    user: UserSchema,
    timeZone: z.string(),
    idleEndsAt: z.string(),
    endsAt: z.string(),
    draftKeys: z.array(DraftKeySchema),
    services: ServicesSchema,
    hasTeamViews: z.optional(z.literal(true)),
  }),
])
export type Session = z.infer<typeof SessionSchema>
export type SignedInSession = Extract<Session, { authenticated: true }>

/** Whether the cookie that came with the answer "nobody is signed in" came back: in some frames none does. */
export const CookieProbeSchema = z.object({ cookies: z.boolean() })
export type CookieProbe = z.infer<typeof CookieProbeSchema>
