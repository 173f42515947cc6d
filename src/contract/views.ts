import * as z from 'zod/mini'

const isPlainText = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** Also what a person may call a view. */
export const ViewNameSchema = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'Give the view a name.'),
    z.maxLength(80, 'The name is longer than 80 characters.'),
    z.refine(isPlainText, 'The name holds characters that cannot be shown.'),
  )

/**
 * A view of the list under a name. `query` is what follows `?` in the address of the list; an address as a whole
 * will do too. A range in it that rolls goes on rolling.
 */
export const SavedViewSchema = z.object({
  name: ViewNameSchema,
  query: z.string().check(z.maxLength(4000)),
})
export type SavedView = z.infer<typeof SavedViewSchema>

export const SavedViewsSchema = z
  .array(SavedViewSchema)
  .check(z.maxLength(500, 'There are more than 500 views.'))

/** The views that the gateway gives to everybody, known by their names. */
export const TeamViewsSchema = SavedViewsSchema.check(
  z.refine(
    (views) => new Set(views.map(({ name }) => name)).size === views.length,
    'Two views have the same name.',
  ),
)

/** Of a file of views. */
export const MOST_VIEWS_BYTES = 1024 * 1024
