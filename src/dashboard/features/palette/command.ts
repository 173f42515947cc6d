/** Something that can be done on the page, to be found by typing. */
export type Command = {
  id: string
  /** The heading that it stands under. Commands of one group stand together. */
  group: string
  label: string
  /** Other words that people may look for. */
  keywords?: string
  run: () => void
}
