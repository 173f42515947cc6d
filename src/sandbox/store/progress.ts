/** How far a fill has come; `fraction` goes from 0 to 1. */
export type Progress = { calls: number; fraction: number }

type Terminal = { isTTY?: boolean; write(text: string): unknown }

const BAR_WIDTH = 24
const REDRAW_EVERY_MS = 100

/** Draws one line over and over on a terminal, and nothing elsewhere. `done` leaves one line in either case. */
export function createProgressBar(terminal: Terminal, now: () => number = () => performance.now()) {
  const startedAt = now()
  let drawnAt = Number.NEGATIVE_INFINITY

  return {
    update({ calls, fraction }: Progress): void {
      if (terminal.isTTY !== true || now() - drawnAt < REDRAW_EVERY_MS) return
      drawnAt = now()
      const filled = Math.round(fraction * BAR_WIDTH)
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
      const percent = `${Math.round(fraction * 100)}%`.padStart(4)
      terminal.write(
        `\r\u001B[K${bar} ${percent}  ${count(calls)} calls  ${rate(calls, now() - startedAt)}`,
      )
    },
    done(sentence: string, calls: number): void {
      const elapsed = now() - startedAt
      const line = `${sentence} ${(elapsed / 1000).toFixed(1)} s, ${rate(calls, elapsed)}`
      terminal.write(`${terminal.isTTY === true ? '\r\u001B[K' : ''}${line}\n`)
    },
  }
}

const count = (value: number) => Math.round(value).toLocaleString('en')

const rate = (calls: number, elapsedMs: number) =>
  `${count(calls / Math.max(elapsedMs / 1000, 0.001))} calls/s`
