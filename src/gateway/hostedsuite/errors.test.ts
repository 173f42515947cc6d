import { expect, test } from 'vitest'
import { classifyAnswer } from './errors.ts'

const failure = (ErrorCode: string, Message = '') => ({ ResponseStatus: { ErrorCode, Message } })

test.each([
  [500, failure('SecurityException')],
  [401, failure('AuthenticationException')],
  [403, failure('UnauthorizedAccessException')],
  [404, failure('Unauthorized')],
  [200, failure('Unauthorized')],
  [200, { responseStatus: { errorCode: 'InvalidCredentials' } }],
  [500, failure('Exception', 'Invalid user name or password')],
  [500, failure('Exception', 'Customer not found')],
  [401, undefined],
  [403, {}],
])('%i %o is about the sign-in', (status, body) => {
  expect(classifyAnswer(status, body)?.fault).toBe('auth')
})

test.each([
  [404, failure('HttpError', 'Call record not found')],
  [500, failure('Exception', 'Call Not Found')],
  [500, failure('FileNotFoundException')],
  [404, {}],
])('%i %o is about a call that is not there', (status, body) => {
  expect(classifyAnswer(status, body)?.fault).toBe('not-found')
})

test('a route that is not there is not a call that is not there', () => {
  expect(classifyAnswer(404, undefined)?.fault).toBe('bad-response')
})

test.each([
  [400, failure('ArgumentNullException', 'Value cannot be null.')],
  [500, failure('NullReferenceException', 'Object reference not set')],
  [500, {}],
  [503, undefined],
])('%i %o is a failure without a known reason', (status, body) => {
  expect(classifyAnswer(status, body)?.fault).toBe('failed')
})

test.each([
  [200, { Items: [] }],
  [200, []],
  [200, { ResponseStatus: { ErrorCode: '' } }],
  [204, undefined],
])('%i %o is no failure', (status, body) => {
  expect(classifyAnswer(status, body)).toBeNull()
})
