import type { Locator, Page } from '@playwright/test'
import type { Credentials } from '../../src/contract/session.ts'

/** The accounts of the sandbox. HostedSuite refuses the client's login. */
export const demoUsers = {
  supervisor: { customerName: 'demo', userName: 'supervisor', password: 'supervisor' },
  agent: { customerName: 'demo', userName: 'agent', password: 'agent' },
  client: { customerName: 'demo', userName: 'client', password: 'client' },
} as const satisfies Record<string, Credentials>

export class SignInPage {
  readonly page: Page
  readonly form: Locator
  readonly customerName: Locator
  readonly userName: Locator
  readonly password: Locator
  readonly submit: Locator
  readonly alert: Locator

  constructor(page: Page) {
    this.page = page
    this.form = page.getByRole('form', { name: 'Sign in', exact: true })
    this.customerName = this.form.getByRole('textbox', { name: 'Customer name', exact: true })
    this.userName = this.form.getByRole('textbox', { name: 'User name', exact: true })
    this.password = this.form.getByRole('textbox', { name: 'Password', exact: true })
    this.submit = this.form.getByRole('button', { name: 'Sign in', exact: true })
    this.alert = page.getByRole('alert')
  }

  async goto(address = '/'): Promise<void> {
    await this.page.goto(address)
  }

  async signIn(credentials: Credentials): Promise<void> {
    await this.customerName.fill(credentials.customerName)
    await this.userName.fill(credentials.userName)
    await this.password.fill(credentials.password)
    await this.submit.click()
  }
}
