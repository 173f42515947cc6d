/** Arguments of a Node process whose clock says `moment` when it starts, and goes on from there. */
export function startingAt(moment: string): string[] {
  const shift = Date.parse(moment) - Date.now()
  const source = `
    const Now = Date
    globalThis.Date = class extends Now {
      constructor(...parts) {
        if (parts.length === 0) super(Now.now() + ${shift})
        else super(...parts)
      }
      static now() {
        return Now.now() + ${shift}
      }
    }`
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`]
}
