import { expect, test } from './fixtures.ts'

test.use({ productArgs: ['--generate', '30', '--seed', '5'] })

test('W-04 a call of 10,000 interactions opens like any other, and shows them all on request', async ({
  callsPage,
  page,
  product,
}) => {
  const Interactions = Array.from({ length: 10_000 }, (_, at) => ({
    StartTime: '2026-02-01 09:30:00',
    Type: at === 9_999 ? 'Sprinkled' : 'Hold',
  }))
  await product.addCalls([{ Id: 'long', CallerName: 'Ann', Interactions }])
  await callsPage.goto('?call=long')
  const { interactions, notes } = callsPage.drawer
  await expect(notes).toBeVisible()
  await expect(interactions).toHaveCount(200)
  await page.getByRole('button', { name: 'Show the other 9,800' }).click()
  await expect(interactions).toHaveCount(10_000)
  // A word that means nothing to us is shown as it came.
  await expect(interactions.last()).toContainText('Sprinkled')
})
