import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { CallsPage } from './pages/calls-page.ts'
import { ColumnsPanel } from './pages/columns-panel.ts'
import { SavedViews } from './pages/saved-views.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { startProduct } from './product.ts'

test('a view is saved, edited, compared, reset, and survives reload and Back', async ({
  callsPage,
  page,
}) => {
  const views = new SavedViews(page)
  const { filters } = callsPage
  await callsPage.goto('?range=yesterday&client=7')
  await expect(filters.chips).toHaveText(['Yesterday', 'Client ID 7'])
  await views.saveAs('Yesterday')
  await expect(views.opener).toHaveText('Views Yesterday')
  await expect(views.opener).toBeFocused()

  await filters.remove('Client ID 7')
  await filters.choose(filters.direction, 'Incoming')
  await callsPage.sort('Talk')
  await expect(views.opener).toHaveText('Views Yesterday· edited')
  await expect(views.opener).toHaveAccessibleDescription(
    '+ Incoming, − Client ID 7, sorted by Talk, descending',
  )
  await page.reload()
  await expect(views.opener).toHaveText('Views Yesterday· edited')
  await views.opener.click()
  await expect(views.menu.getByText('+ Incoming, − Client ID 7')).toBeVisible()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')

  await views.choose('Reset')
  await expect(filters.chips).toHaveText(['Yesterday', 'Client ID 7'])
  await expect(views.opener).toHaveText('Views Yesterday')
  await page.goBack()
  await expect(views.opener).toHaveText('Views Yesterday· edited')
  await views.choose('Save changes')
  await expect(views.opener).toHaveText('Views Yesterday')
})

test('a view brings the columns that it was saved with, and leaves one’s own alone', async ({
  callsPage,
  page,
}) => {
  const [views, columns] = [new SavedViews(page), new ColumnsPanel(page)]
  await callsPage.goto('?range=yesterday')
  await views.saveAs('As at first')
  await callsPage.goto('?range=yesterday&columns=StartTime,Server&density=compact')
  await expect(page.getByText('This link brought its own columns.')).toBeVisible()
  await views.saveAs('Lines')
  await expect(page.getByText('This view brought its own columns.')).toBeVisible()

  await columns.opener.click()
  await columns.checkbox('Notes').check()
  await page.keyboard.press('Escape')
  await expect(views.opener).toHaveAccessibleDescription('+ column Notes')
  await views.choose('As at first')
  await expect(views.opener).toHaveText('Views As at first')
  await expect(callsPage.header('Caller')).toBeVisible()

  await views.choose('Lines')
  await expect(callsPage.header('Caller')).toBeHidden()
  await expect(callsPage.header('Notes')).toBeHidden()
  await columns.leave.click()
  await expect(callsPage.header('Caller')).toBeVisible()
  await expect(views.opener).toHaveAccessibleDescription(
    /^\+ column Direction, .*− column Line, comfortable rows$/,
  )
})

test('views are renamed, put in order, deleted for a moment, and taken along', async ({
  callsPage,
  page,
}) => {
  const views = new SavedViews(page)
  await callsPage.goto('?range=today')
  for (const name of ['One', 'Two', 'Three']) await views.saveAs(name)
  await views.choose('Manage views…')
  await views.press('Move Three up')
  await expect(views.news).toHaveText('“Three” is 2 of 3 now.')
  await views.names.nth(1).press('Alt+ArrowUp')
  await views.names.nth(0).fill('Two')
  await views.names.nth(0).press('Enter')
  await expect(views.names.nth(0)).toHaveAccessibleDescription(/of this name already/)
  await views.names.nth(0).fill('First')
  await views.names.nth(0).press('Enter')
  await views.press('Delete One')
  await expect(views.names).toHaveCount(2)
  await page.keyboard.press('Enter')
  await expect(views.names).toHaveCount(3)
  await expectNoAxeViolations(page)

  await views.press('Export')
  const text = await views.manager.getByLabel('Your views as text').inputValue()
  expect(JSON.parse(text)).toEqual(
    ['First', 'One', 'Two'].map((name) => ({ name, query: 'range=today' })),
  )
  await views.import('{"no": "list"}')
  await expect(views.news).toHaveText('This file is no list of saved views.')
  await views.import(
    '[{"name":"One","query":"range=yesterday"},{"name":"Two","query":"range=today"}]',
  )
  await expect(views.news).toHaveText(
    '1 view was added, 1 under a new name, because theirs was taken, 1 had been there.',
  )
  await expect(views.names.last()).toHaveValue('One (2)')
  await page.keyboard.press('Escape')
  await views.choose('One (2)')
  await expect(callsPage.filters.chips).toHaveText(['Yesterday'])
})

test('the views of the team are for everybody, and can be saved as one’s own', async ({
  browser,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'call-review-team-'))
  const file = path.join(folder, 'views.json')
  writeFileSync(file, '[{"name": "Incoming", "query": "?direction=incoming"}]')
  const product = await startProduct(['--generate', '200'], { env: { VIEWS_FILE: file } })
  const baseURL = product.url.replace('127.0.0.1', 'localhost')
  const page = await browser.newPage({ baseURL })
  const [callsPage, views] = [new CallsPage(page), new SavedViews(page)]
  await callsPage.goto()
  await new SignInPage(page).signIn(demoUsers.agent)
  await views.choose('Incoming')
  await expect(callsPage.filters.chips).toHaveText(['Incoming'])
  await expect(views.opener).toHaveText('Views Incoming')
  await views.opener.click()
  await expect(views.menu.getByRole('menuitem')).toHaveText(['Save as…', 'Manage views…'])
  await page.keyboard.press('Escape')
  await views.saveAs('Mine')
  await expect(views.opener).toHaveText('Views Mine')
  await page.context().close()
  await product.stop()
  rmSync(folder, { recursive: true })
})
