import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Checks the page as it stands: open what is to be checked, and wait for it, first. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // What leads the focus around an open menu is mended a frame after the menu has come.
  await expect(page.locator('[data-base-ui-focus-guard][aria-hidden]')).toHaveCount(0)
  // In the page itself: it frames nothing, and a page of its own for every result takes seconds.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze()
  const findings = violations.map(({ id, impact, help, helpUrl, nodes }) =>
    [
      `${id} (${impact ?? 'unrated'}): ${help}`,
      ...nodes.map((node) => `  at ${node.target.join(' ')}: ${reasons(node.failureSummary)}`),
      `  ${helpUrl}`,
    ].join('\n'),
  )
  expect(findings.join('\n\n'), 'accessibility violations').toBe('')
}

/** The reasons without the heading that axe puts above them (“Fix any of the following:”). */
function reasons(failureSummary = ''): string {
  const [, ...lines] = failureSummary.split('\n')
  return lines.map((line) => line.trim()).join('; ')
}
