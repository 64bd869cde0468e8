import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { FirstApp } from './FirstApp.jsx'
import { People } from './People.jsx'

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <People />
    <FirstApp />
  </StrictMode>,
)
