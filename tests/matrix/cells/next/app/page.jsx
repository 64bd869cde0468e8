import { B24 } from 'b24-wasm'

import { FirstApp } from './first-app.jsx'
import { People } from './people.jsx'

export const dynamic = 'force-dynamic'

// On the server, by a webhook.
export default async function Page() {
  const b24 = await B24.webhook(process.env.WEBHOOK)
  const { total } = await b24.user.get({ filter: { ACTIVE: true } })
  return (
    <>
      <h1>{total}</h1>
      <People />
      <FirstApp />
    </>
  )
}
