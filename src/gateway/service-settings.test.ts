import { expect, test } from 'vitest'
import { ConfigurationError } from './config.ts'
import { readServices } from './service-settings.ts'

const DRIVLY = { DRIVLY_URL: 'https://commerce.driv.ly', DRIVLY_API_KEY: 'hidden$&key' }
const CRM = {
  ORACLE_CRM_URL: 'https://crm.example.com',
  ORACLE_CRM_USER: 'log',
  ORACLE_CRM_PASSWORD: 'hidden',
}

test('without settings there is neither', () => {
  expect(readServices({})).toEqual({})
})

test('both are read', () => {
  expect(readServices({ ...DRIVLY, ...CRM })).toEqual({
    drivly: {
      url: 'https://commerce.driv.ly',
      authorization: 'Bearer hidden$&key',
      callId: '{Id}',
    },
    crm: { url: 'https://crm.example.com', user: 'log', password: 'hidden' },
  })
})

test('V1 header and id are what the templates make of them', () => {
  const templates = {
    DRIVLY_AUTH_HEADER: 'users API-Key {key}',
    DRIVLY_CALL_ID: 'call_{ClientId}.{Id}',
  }
  expect(readServices({ ...DRIVLY, ...templates }).drivly).toMatchObject({
    authorization: 'users API-Key hidden$&key',
    callId: 'call_{ClientId}.{Id}',
  })
})

test.each([
  ['DRIVLY_URL', { ...DRIVLY, DRIVLY_URL: 'http://commerce.driv.ly' }],
  ['DRIVLY_URL', { ...DRIVLY, DRIVLY_URL: 'https://u:hidden@commerce.driv.ly' }],
  ['DRIVLY_URL', { ...DRIVLY, DRIVLY_URL: undefined }],
  ['DRIVLY_API_KEY', { ...DRIVLY, DRIVLY_API_KEY: ' ' }],
  ['DRIVLY_API_KEY', { ...DRIVLY, DRIVLY_API_KEY: 'hidden\r\nx: y' }],
  ['DRIVLY_AUTH_HEADER', { ...DRIVLY, DRIVLY_AUTH_HEADER: 'Bearer' }],
  ['DRIVLY_AUTH_HEADER', { ...DRIVLY, DRIVLY_AUTH_HEADER: 'Bearer {key}\nx' }],
  ['DRIVLY_CALL_ID', { ...DRIVLY, DRIVLY_CALL_ID: 'call' }],
  ['DRIVLY_CALL_ID', { ...DRIVLY, DRIVLY_CALL_ID: '{Password}' }],
  ['DRIVLY_CALL_ID', { ...DRIVLY, DRIVLY_CALL_ID: '../{Id}' }],
  ['ORACLE_CRM_URL', { ...CRM, ORACLE_CRM_URL: 'crm' }],
  ['ORACLE_CRM_URL', { ...CRM, ORACLE_CRM_URL: undefined }],
  ['ORACLE_CRM_USER', { ...CRM, ORACLE_CRM_USER: undefined }],
  ['ORACLE_CRM_USER', { ...CRM, ORACLE_CRM_USER: 'a:b' }],
  ['ORACLE_CRM_PASSWORD', { ...CRM, ORACLE_CRM_PASSWORD: '' }],
])('G-18 a wrong %s is refused in one sentence that names it and shows no value', (name, env) => {
  const read = () => readServices(env)
  expect(read).toThrow(ConfigurationError)
  expect(read).toThrow(new RegExp(`^(?!.*hidden).*\\b${name}\\b.*\\.$`))
})
