import './app/app.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { PageFailed } from './app/page-failed.tsx'

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')

const root = createRoot(container, {
  // React has taken the page down by now; an empty window would leave the person without a way on.
  onUncaughtError: (error) => {
    reportError(error)
    root.render(<PageFailed />)
  },
})
root.render(
  <StrictMode>
    <App />
  </StrictMode>,
)
