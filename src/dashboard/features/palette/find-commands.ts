import type { Command } from './command.ts'

const textOf = ({ group, label, keywords = '' }: Command) =>
  `${group} ${label} ${keywords}`.toLowerCase()

/** Whether the letters are all there, in this order: `lst7` in `last 7 days`. */
function hasLetters(text: string, letters: string): boolean {
  let at = 0
  for (const letter of letters) {
    at = text.indexOf(letter, at) + letter.length
    if (at < letter.length) return false
  }
  return true
}

/** The commands with every word that was typed; where there is none, those with the letters of every word. */
export function findCommands(commands: Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const exact = commands.filter((command) => words.every((word) => textOf(command).includes(word)))
  if (exact.length > 0) return exact
  return commands.filter(({ label }) =>
    words.every((word) => hasLetters(label.toLowerCase(), word)),
  )
}
