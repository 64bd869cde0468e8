/** Shares one running work among concurrent callers. */
export function share(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () =>
    (running ??= Promise.resolve()
      // What the work calls already finds it running.
      .then(work)
      .finally(() => {
        running = undefined
      }))
}
