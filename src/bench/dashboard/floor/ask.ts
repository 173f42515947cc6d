/** The gateway's answer as it came: the floor trusts it. */
export async function ask<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: { 'x-call-review': '1', 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return response.json()
}
