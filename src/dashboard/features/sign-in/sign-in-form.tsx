import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { CredentialsSchema, type Session, type User } from '../../../contract/session.ts'
import { RequestError } from '../../api/http.ts'
import { signIn } from '../../api/session.ts'
import { Button } from '../../shared/button.tsx'
import { Refusal } from './refusal.tsx'
import styles from './sign-in.module.css'

type SignInFormProps = {
  /** Whose session ended, when that is why the form is shown. */
  user?: User
  onSignedIn: (session: Session) => void | Promise<void>
}

const FIELDS = [
  { name: 'customerName', label: 'Customer name', type: 'text', autoComplete: 'organization' },
  { name: 'userName', label: 'User name', type: 'text', autoComplete: 'username' },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
] as const

/** HostedSuite's three credentials. The password leaves this form once, for the gateway, and is forgotten. */
export function SignInForm({ user, onSignedIn }: SignInFormProps) {
  const form = useForm({
    resolver: standardSchemaResolver(CredentialsSchema),
    defaultValues: {
      customerName: user?.customerName ?? '',
      userName: user?.userName ?? '',
      password: '',
    },
  })
  const { errors, isSubmitting } = form.formState
  const { setFocus } = form
  const [refusal, setRefusal] = useState<unknown>()
  const isAgain = user !== undefined

  // The one thing to do on this page, or in this dialog, is to type here.
  useEffect(() => setFocus(isAgain ? 'password' : 'customerName'), [setFocus, isAgain])

  const submit = form.handleSubmit(async (credentials) => {
    setRefusal(undefined)
    try {
      const session = await signIn(credentials)
      form.resetField('password')
      await onSignedIn(session)
    } catch (error) {
      setRefusal(error)
      const isRefused =
        error instanceof RequestError && error.problem?.code === 'INVALID_CREDENTIALS'
      if (isRefused) setFocus('password', { shouldSelect: true })
    }
  })

  return (
    <form className={styles.form} aria-label="Sign in" method="post" noValidate>
      {FIELDS.map(({ name, label, type, autoComplete }) => {
        const problem = errors[name]?.message
        return (
          <div key={name} className={styles.field}>
            <label htmlFor={`sign-in-${name}`}>{label}</label>
            <input
              id={`sign-in-${name}`}
              type={type}
              // A password field has no role of its own; people and tools look for a text box.
              role={type === 'password' ? 'textbox' : undefined}
              autoComplete={autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : `sign-in-${name}-problem`}
              {...form.register(name)}
            />
            {problem !== undefined && (
              <p id={`sign-in-${name}-problem`} className={styles.problem}>
                {problem}
              </p>
            )}
          </div>
        )
      })}
      {refusal !== undefined && <Refusal error={refusal} />}
      {/* Pressed by Enter too. A frame that may not submit forms has no other event. */}
      <Button
        look="primary"
        type="submit"
        disabled={isSubmitting}
        onClick={(event) => void submit(event)}
      >
        {isSubmitting ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
