// The least that can show calls: React, fetch and a table with the cells of the product. What the product costs
// beyond it is what the product does beyond it.
import '../../../dashboard/app/app.css'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Call, CallPage } from '../../../contract/calls.ts'
import { ask } from './ask.ts'
import { CallTable } from './call-table.tsx'
import { Details } from './details.tsx'

const FIRST = {
  sort: { field: 'StartTime', descending: true },
  page: 1,
  size: 50,
  direction: undefined as string | undefined,
}

const FIELDS = [
  ['customerName', 'Customer name', 'text'],
  ['userName', 'User name', 'text'],
  ['password', 'Password', 'password'],
] as const

function Floor() {
  const [query, setQuery] = useState(FIRST)
  const [page, setPage] = useState<CallPage>()
  const [call, setCall] = useState<Call>()

  async function show(next: typeof FIRST) {
    setQuery(next)
    setPage(await ask<CallPage>('/api/calls', 'POST', next))
  }

  if (page === undefined) {
    return (
      <form
        aria-label="Sign in"
        onSubmit={(event) => {
          event.preventDefault()
          const credentials = Object.fromEntries(new FormData(event.currentTarget))
          void ask('/session', 'POST', credentials).then(() => show(query))
        }}
      >
        {FIELDS.map(([name, label, type]) => (
          <label key={name}>
            {label} <input name={name} type={type} />
          </label>
        ))}
        <button type="submit">Sign in</button>
      </form>
    )
  }
  return (
    <main>
      <h1>Calls</h1>
      <label>
        Direction
        <select
          onChange={({ target }) => void show({ ...query, direction: target.value, page: 1 })}
        >
          <option value="">All</option>
          <option value="incoming">Incoming</option>
          <option value="outgoing">Outgoing</option>
        </select>
      </label>
      <CallTable
        calls={page.calls}
        onSort={(field) => void show({ ...query, sort: { field, descending: true }, page: 1 })}
        onOpen={(id) => void ask<Call>(`/api/calls/${id}`).then(setCall)}
      />
      <button
        type="button"
        aria-label="Next page"
        onClick={() => void show({ ...query, page: query.page + 1 })}
      >
        Next
      </button>
      {call !== undefined && <Details call={call} />}
    </main>
  )
}

const container = document.getElementById('root')
if (container !== null) createRoot(container).render(<Floor />)
