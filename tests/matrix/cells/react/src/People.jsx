import { B24 } from 'b24-wasm'
import { useEffect, useState } from 'react'

export function People() {
  const [people, setPeople] = useState([])
  const [error, setError] = useState()

  // In development, StrictMode mounts a component, removes it and mounts it again.
  useEffect(() => {
    performance.mark('mounted')
    const controller = new AbortController()
    const { signal } = controller
    async function load() {
      const b24 = await B24.frame({ signal })
      const { result } = await b24.user.get({ filter: { ACTIVE: true } }, { signal })
      setPeople(result)
    }
    load().catch((error) => signal.aborted || setError(error))
    return () => controller.abort()
  }, [])

  return (
    <ul id="people">
      {error && <li>{error.message}</li>}
      {people.map((user) => (
        <li key={user.ID}>
          {user.NAME} {user.LAST_NAME}
        </li>
      ))}
    </ul>
  )
}
