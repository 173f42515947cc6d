import { expect, test } from 'vitest'
import { ProblemError } from '../problems.ts'
import { UpstreamBusyError } from '../upstream/busy.ts'
import {
  classifyAnswer,
  HostedSuiteError,
  type Operation,
  refusedMembers,
  toProblem,
} from './errors.ts'

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
  [401, failure('', 'Account not found')],
  [403, {}],
])('%i %o is about the sign-in', (status, body) => {
  expect(classifyAnswer(status, body)).toBe('auth')
})

test.each([
  [404, failure('HttpError', 'Call record not found')],
  [500, failure('Exception', 'Call Not Found')],
  [500, failure('FileNotFoundException')],
  [404, {}],
])('%i %o is about a call that is not there', (status, body) => {
  expect(classifyAnswer(status, body)).toBe('not-found')
})

test('a route that is not there is not a call that is not there', () => {
  expect(classifyAnswer(404, undefined)).toBe('bad-response')
})

test.each([
  [400, failure('ArgumentNullException', 'Value cannot be null.'), 'refused'],
  [400, undefined, 'refused'],
  [500, failure('NullReferenceException', 'Object reference not set'), 'failed'],
  [500, {}, 'failed'],
  [429, failure('Exception', 'Too many log in attempts'), 'busy'],
  [503, undefined, 'busy'],
  [503, failure('Exception', 'Not authorized to reach the back end'), 'busy'],
  [502, undefined, 'unreachable'],
  [504, failure('Exception', 'Not found'), 'unreachable'],
])('%i %o is neither: %s', (status, body, fault) => {
  expect(classifyAnswer(status, body)).toBe(fault)
})

test('a message without end is not read to its end', () => {
  const startedAt = performance.now()
  expect(classifyAnswer(500, failure('Exception', 'user '.repeat(1_000_000)))).toBe('failed')
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test('a front end may pass on what HostedSuite says about the sign-in', () => {
  expect(classifyAnswer(503, failure('SecurityException'))).toBe('auth')
})

test.each([
  [200, { Items: [] }],
  [200, []],
  [200, { ResponseStatus: { ErrorCode: '' } }],
  [204, undefined],
])('%i %o is no failure', (status, body) => {
  expect(classifyAnswer(status, body)).toBeNull()
})

const problemOf = (...[error, operation = 'list']: [unknown, Operation?]) => {
  const problem = toProblem(error, operation)
  return problem instanceof ProblemError ? { code: problem.code, ...problem.details } : problem
}

test('a refusal names the members of the query at fault, in no words of HostedSuite', () => {
  const Errors = [
    { FieldName: 'startdate', Message: '<b>secret</b>' },
    { FieldName: 'MaxCallDuration' },
    { FieldName: 'Password' },
    {},
  ]
  const members = refusedMembers({ ResponseStatus: { Errors } })
  const message = 'HostedSuite refused this value.'
  expect(problemOf(new HostedSuiteError('refused', { members }))).toEqual({
    code: 'UPSTREAM_REFUSED',
    fields: [
      { name: 'from', message },
      { name: 'maxTalkSeconds', message },
    ],
  })
})

const busy = (retryAfterSeconds?: number) => new HostedSuiteError('busy', { retryAfterSeconds })

test('a wait is passed on, at most a minute of it', () => {
  expect(problemOf(busy(7))).toEqual({ code: 'BUSY', retryAfterSeconds: 7 })
  expect(problemOf(busy(86_400))).toEqual({ code: 'BUSY', retryAfterSeconds: 60 })
  expect(problemOf(busy())).toEqual({ code: 'BUSY' })
  expect(problemOf(new UpstreamBusyError('breaker', 5))).toEqual({
    code: 'BUSY',
    retryAfterSeconds: 5,
  })
})
