import { expect, test } from './fixtures.ts'
import { octoberCalls } from './october.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers } from './pages/sign-in-page.ts'

// The real calls where they are at hand; generated ones, told to be as many, otherwise.
test.use({
  productArgs: octoberCalls === undefined ? ['--generate', '34625'] : ['--calls', octoberCalls],
})

test('a supervisor opens a bookmark, signs in, finds a call, reads it and leaves a note', async ({
  page,
  signInPage,
}) => {
  const callsPage = new CallsPage(page)
  const { filters, drawer, pager } = callsPage

  await test.step('the bookmark leads through sign-in to exactly that view', async () => {
    await page.goto('/calls?direction=incoming&minTalk=60&size=25')
    await signInPage.signIn(demoUsers.supervisor)
    await expect(callsPage.status).toHaveText(/^1–25 of [\d,]+ calls$/)
    await expect(page).toHaveURL(/\/calls\?direction=incoming&minTalk=60&size=25$/)
    await expect(filters.direction).toHaveValue('incoming')
    await expect(filters.minimumTalkTime).toHaveValue('1:00')
    await expect(filters.chips).toHaveText(['Incoming', 'Talk time from 1:00'])
  })

  await test.step('without filters every call is there', async () => {
    await filters.clear.click()
    await expect(callsPage.status).toHaveText('1–25 of 34,625 calls')
  })

  await test.step('the server sorts and pages', async () => {
    await callsPage.sort('Talk')
    await expect(callsPage.header('Talk')).toHaveAttribute('aria-sort', 'descending')
    await pager.next.click()
    await expect(callsPage.status).toHaveText('26–50 of 34,625 calls')
    await expect(page).toHaveURL(/sort=-TalkTimeInSeconds/)
  })

  await test.step('Back walks the steps that were taken', async () => {
    await page.goBack()
    await expect(callsPage.status).toHaveText('1–25 of 34,625 calls')
    await page.goBack()
    await expect(callsPage.header('Start')).toHaveAttribute('aria-sort', 'descending')
    await page.goBack()
    await expect(filters.direction).toHaveValue('incoming')
    await page.goForward()
    await expect(callsPage.status).toHaveText('1–25 of 34,625 calls')
  })

  await test.step('a row opens the call', async () => {
    await filters.enter(filters.minimumTalkTime, '2:00')
    await expect(filters.chips).toHaveText(['Talk time from 2:00'])
    await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')
    await callsPage.open(1)
    await expect(drawer.interactions.first()).toBeVisible()
    const facts = await drawer.facts()
    expect(facts).toMatchObject({ Direction: /Incoming|Outgoing/, 'Call ID': /\S+/ })
    await expect(drawer.root.getByRole('img')).toHaveAccessibleName(/Talk \d+:\d\d/)
  })

  await test.step('the note is saved and is still there after a reload', async () => {
    await drawer.notes.fill('Asked for a call back on Thursday.\nSecond request.')
    await drawer.notes.press('Control+Enter')
    await expect(drawer.status).toHaveText(/^Saved to HostedSuite \d\d:\d\d:\d\d$/)
    await expect(callsPage.row(1)).toContainText('Asked for a call back')
    await page.reload()
    await expect(drawer.notes).toHaveValue('Asked for a call back on Thursday.\nSecond request.')
  })

  await test.step('clearing is an action of its own, and can be undone', async () => {
    await drawer.clear.click()
    await expect(drawer.status).toHaveText(/notes cleared$/)
    await expect(drawer.notes).toHaveValue('')
    await drawer.undo.click()
    await expect(drawer.status).toHaveText(/^Saved to HostedSuite \d\d:\d\d:\d\d$/)
    await expect(drawer.notes).toHaveValue('Asked for a call back on Thursday.\nSecond request.')
    await drawer.close.click()
    await expect(drawer.root).toBeHidden()
  })

  await test.step('signing out leaves nothing to see', async () => {
    await page.getByRole('button', { name: 'supervisor' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(signInPage.form).toBeVisible()
    await page.reload()
    await expect(signInPage.form).toBeVisible()
  })
})
