import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test as base } from './fixtures.ts'
import { RatedCall, readDrivlyCall } from './pages/rated-call.ts'

const test = base.extend<{ ratedCall: RatedCall; openTalk: (row: number) => Promise<string> }>({
  ratedCall: async ({ page }, provide) => provide(new RatedCall(page)),

  /** Opens the nth of the calls with some talk, waits for its rating, and gives its id. */
  openTalk: async ({ callsPage, ratedCall }, provide) => {
    await provide(async (row) => {
      await callsPage.goto('?minTalk=30&sort=StartTime&size=25')
      await callsPage.open(row)
      await expect(ratedCall.rating).toBeVisible()
      const { 'Call ID': id = '' } = await callsPage.drawer.facts()
      return id
    })
  },
})

test('a call is rated in tenths, with a reason, and stays rated', async ({
  openTalk,
  ratedCall,
  page,
  product,
}) => {
  const id = await openTalk(1)
  await ratedCall.rating.fill('4.8')
  await ratedCall.note.fill('Calm with a caller')
  for (const _ of 'caller') await ratedCall.note.press('ArrowLeft')
  await ratedCall.note.press('Backspace')
  await ratedCall.note.pressSequentially('n angry ')
  await ratedCall.save.click()
  await expect(ratedCall.group).toContainText(/Rating saved \d\d:\d\d:\d\d/)
  expect(await readDrivlyCall(product, id)).toMatchObject({
    rating: 4.8,
    ratingNote: 'Calm with an angry caller',
  })
  await page.reload()
  await expect(ratedCall.rating).toHaveValue('4.8')
  await expect(ratedCall.note).toHaveValue('Calm with an angry caller')
})

test('only what was changed is sent, and clearing sends null', async ({
  openTalk,
  ratedCall,
  page,
  product,
}) => {
  const id = await openTalk(2)
  const sent: unknown[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.postDataJSON())
  })
  await ratedCall.rate('2.3')
  await expect(ratedCall.group).toContainText('Rating saved')
  await ratedCall.note.fill('Short')
  await ratedCall.save.click()
  await expect(ratedCall.group).toContainText('Rating saved')
  await ratedCall.clear.click()
  await expect(ratedCall.rating).toHaveValue('')
  await expect(ratedCall.clear).toBeDisabled()
  expect(sent).toEqual([{ tenths: 23 }, { note: 'Short' }, { tenths: null }])
  expect(await readDrivlyCall(product, id)).toMatchObject({ rating: null, ratingNote: 'Short' })
})

test('a rating is given by one digit, by arrows, and by a finger on the stars', async ({
  openTalk,
  ratedCall,
  page,
}) => {
  await openTalk(3)
  await ratedCall.rating.focus()
  await page.keyboard.press('4')
  await expect(ratedCall.rating).toHaveValue('4')
  await page.keyboard.press('ArrowUp')
  await expect(ratedCall.rating).toHaveValue('4.1')
  await ratedCall.save.focus()
  await page.keyboard.press('2')
  await expect(ratedCall.rating).toHaveValue('2.0')
  const field = await ratedCall.rating.boundingBox()
  // The stars stand right before the field.
  await page.mouse.click((field?.x ?? 0) - 20, (field?.y ?? 0) + 15)
  await expect(ratedCall.rating).toHaveValue(/^4\.[5-9]$/)
})

test('what is no rating is told in place and never sent', async ({ openTalk, ratedCall, page }) => {
  await openTalk(4)
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.method()))
  await ratedCall.rate('5.1')
  await expect(ratedCall.group).toContainText('A rating goes from 0 to 5 in tenths')
  await ratedCall.rating.fill('4.85')
  await expect(ratedCall.rating).toHaveAttribute('aria-invalid', 'true')
  await ratedCall.save.click()
  await expect(ratedCall.rating).toBeFocused()
  expect(sent).not.toContain('PATCH')
})

for (const validationShape of ['v3', 'v2'] as const) {
  test(`a refusal of Payload ${validationShape} names the field, and the rating stays`, async ({
    openTalk,
    ratedCall,
    product,
    expectedConsoleErrors,
  }) => {
    expectedConsoleErrors.push(/422/)
    await openTalk(validationShape === 'v3' ? 5 : 6)
    await product.setFaults({ drivly: { naiveRating: true, validationShape } })
    await ratedCall.rate('4.8')
    await expect(ratedCall.alert).toContainText('Driv.ly refused the rating.')
    await expect(ratedCall.rating).toHaveAttribute('aria-invalid', 'true')
    await expect(ratedCall.rating).toHaveValue('4.8')
    await product.clearFaults()
    await ratedCall.save.click()
    await expect(ratedCall.group).toContainText('Rating saved')
  })
}

test('W-09 a refusal inside a success is shown as a failure, and can be tried again', async ({
  openTalk,
  ratedCall,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/422/)
  await openTalk(7)
  await product.setFaults({ drivly: { refuseWith200: true } })
  await ratedCall.rate('3.5')
  await expect(ratedCall.alert).toContainText('The rating was not saved.')
  await product.clearFaults()
  await ratedCall.save.click()
  await expect(ratedCall.group).toContainText('Rating saved')
  await expect(ratedCall.alert).toBeHidden()
})

test('a rating whose answer was lost is looked for, and found', async ({
  openTalk,
  ratedCall,
  product,
}) => {
  await openTalk(8)
  await product.setFaults({ drivly: { update: { resetAfterWrite: true } } })
  await ratedCall.rate('1.7')
  await expect(ratedCall.group).toContainText('Rating saved')
})

test('a rating that was not saved is still there after another call', async ({
  callsPage,
  openTalk,
  ratedCall,
}) => {
  await openTalk(9)
  await ratedCall.rating.fill('3.3')
  await callsPage.drawer.next.click()
  await expect(ratedCall.rating).not.toHaveValue('3.3')
  await callsPage.drawer.previous.click()
  await expect(ratedCall.rating).toHaveValue('3.3')
  await expect(ratedCall.group).toContainText('Rating not saved yet')
})

for (const [what, fault, sentence] of [
  ['is down', { status: 500 }, 'This service cannot be used at the moment.'],
  ['refuses the key', { status: 403 }, 'This service does not accept the key'],
] as const) {
  test(`W-14 while Driv.ly ${what} its part says so, and notes are saved`, async ({
    callsPage,
    page,
    product,
    ratedCall,
    expectedConsoleErrors,
  }) => {
    expectedConsoleErrors.push(/503 \(Service Unavailable\)/)
    await product.setFaults({ drivly: { read: fault } })
    await callsPage.goto('?minTalk=30&sort=StartTime&size=25')
    await callsPage.open(10)
    await expect(page.getByText('Rating and recording are not available')).toBeVisible()
    await expect(callsPage.drawer.root).toContainText(sentence)
    await callsPage.drawer.writeNotes(`Driv.ly ${what}`)
    await expect(callsPage.drawer.status).toHaveText(/^Saved/)
    await product.clearFaults()
    await page.getByRole('button', { name: 'Retry' }).click()
    await expect(ratedCall.rating).toBeVisible()
  })
}

test('a call that nobody answered has nothing to rate, and says so quietly', async ({
  callsPage,
  ratedCall,
}) => {
  await callsPage.goto('?sort=TalkTimeInSeconds')
  await callsPage.open(1)
  await expect(callsPage.drawer.root).toContainText('Driv.ly has no such call')
  await expect(ratedCall.group).toBeHidden()
  await expect(callsPage.drawer.alert).toBeHidden()
})

test('a recording is played, sought, slowed down and skipped in by keyboard', async ({
  openTalk,
  ratedCall,
  page,
}) => {
  const parts: number[] = []
  page.on('response', (response) => {
    if (response.url().endsWith('/recording')) parts.push(response.status())
  })
  await openTalk(11)
  await expect(ratedCall.recording).toContainText(/0:00 \/ 0:0[4-9]/)
  await ratedCall.position.focus()
  await page.keyboard.press('End')
  await expect(ratedCall.recording).toContainText(/(0:0\d) \/ \1/)
  await page.keyboard.press('Home')
  await expect(ratedCall.recording).toContainText(/0:00 \//)
  await ratedCall.recording.getByRole('combobox', { name: 'Speed' }).selectOption('2×')
  await ratedCall.recording.getByRole('button', { name: 'Forward 5 seconds' }).press('Enter')
  await expect(ratedCall.recording).toContainText(/0:0[45] \//)
  await ratedCall.recording.getByRole('button', { name: 'Back 5 seconds' }).press('Enter')
  await expect(ratedCall.recording).toContainText(/0:00 \//)
  await ratedCall.position.focus()
  await page.keyboard.press(' ')
  await expect(ratedCall.recording.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(ratedCall.recording).toContainText(/0:0[1-9] \//)
  const volume = ratedCall.recording.getByRole('slider', { name: 'Volume' })
  await volume.press('Home')
  await expect(volume).toHaveAttribute('aria-valuetext', '0 %')
  // The player asks in parts.
  expect(new Set(parts)).toEqual(new Set([206]))
})

test('a recording that does not come says why, and can be asked for again', async ({
  callsPage,
  page,
  product,
  ratedCall,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/503 \(Service Unavailable\)/)
  await product.setFaults({ drivly: { media: { status: 403 } } })
  await callsPage.goto('?minTalk=30&sort=StartTime&size=25')
  await callsPage.open(12)
  await expect(ratedCall.recording).toContainText('The recording cannot be played')
  await expect(ratedCall.recording).toContainText('does not accept the key')
  await product.clearFaults()
  await ratedCall.recording.getByRole('button', { name: 'Retry' }).click()
  await expect(ratedCall.recording).toContainText(/0:00 \/ 0:0[4-9]/)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('words are found in the transcript, and the conversation is a link that shows its host', async ({
  openTalk,
  ratedCall,
  page,
}) => {
  await openTalk(13)
  const search = ratedCall.transcript.getByRole('searchbox', { name: 'Search transcript' })
  await search.fill('e')
  const marks = ratedCall.transcript.locator('mark')
  await expect(ratedCall.transcript).toContainText(`1 of ${await marks.count()}`)
  await search.press('Enter')
  await expect(ratedCall.transcript).toContainText(`2 of ${await marks.count()}`)
  await search.fill('no such words')
  await expect(ratedCall.transcript).toContainText('No match')
  const link = page.getByRole('link', { name: /^conversations\.example\// })
  await expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  await expect(link).toHaveAttribute('target', '_blank')
})

for (const [colorScheme, width] of [
  ['light', 1000],
  ['dark', 320],
] as const) {
  test.describe(`at ${width} pixels in ${colorScheme} colours`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } })

    test('rating, player and transcript have no accessibility violations', async ({
      openTalk,
      ratedCall,
      page,
    }) => {
      await openTalk(14)
      await expect(ratedCall.recording).toContainText(/0:00 \/ 0:0[4-9]/)
      await ratedCall.rating.fill('7')
      await ratedCall.transcript.getByRole('searchbox').fill('the')
      await expect(ratedCall.transcript).toContainText(/1 of \d/)
      await expectNoAxeViolations(page)
    })
  })
}
