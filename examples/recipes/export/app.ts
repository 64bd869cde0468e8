// An export of all people to a file, with progress. It can be stopped, and then continues where it was.

import { B24, B24Error, type FramedB24, type Progress } from 'b24-wasm'

const status = document.querySelector<HTMLElement>('#status')!
const count = document.querySelector<HTMLElement>('#count')!
const start = document.querySelector<HTMLButtonElement>('#start')!
const stop = document.querySelector<HTMLButtonElement>('#stop')!
const progress = document.querySelector<HTMLProgressElement>('#progress')!
const download = document.querySelector<HTMLAnchorElement>('#download')!

/** The lines so far, a part for each page, so that no long text is built again and again. */
let parts: string[] = []
/** The rows so far, and where the list continues. */
let rows = 0
let from: string | undefined

/** Writes a row of a CSV file. */
function line(values: readonly unknown[]): string {
  return values.map((value) => `"${String(value ?? '').replaceAll('"', '""')}"`).join(',') + '\r\n'
}

function showProgress({ total }: Progress): void {
  if (total !== undefined) progress.max = Math.max(progress.max, total)
  progress.value = rows
  count.textContent = `${rows} of ${progress.max} people`
}

/** Reads the people, from where the last run stopped, until they end or `signal` is aborted. */
async function read(b24: FramedB24, signal: AbortSignal): Promise<void> {
  const list = b24.list('user.get', {}, { signal, onProgress: showProgress, ...(from && { from }) })
  for await (const page of list.pages()) {
    const lines = page.map(({ ID, NAME, LAST_NAME, EMAIL }) => line([ID, NAME, LAST_NAME, EMAIL]))
    parts.push(lines.join(''))
    rows += page.length
    count.textContent = `${rows} of ${progress.max} people`
  }
}

/** Offers the file, and starts anew the next time. */
function finish(): void {
  const file = new Blob([line(['ID', 'Name', 'Last name', 'Email']), ...parts], {
    type: 'text/csv',
  })
  download.href = URL.createObjectURL(file)
  download.hidden = false
  progress.value = progress.max
  status.textContent = `${rows} people exported.`
  parts = []
  rows = 0
  from = undefined
}

async function run(b24: FramedB24): Promise<void> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  stop.addEventListener('click', abort)
  status.textContent = ''
  download.hidden = true
  progress.hidden = false
  start.hidden = true
  stop.hidden = false
  try {
    await read(b24, controller.signal)
    finish()
    start.textContent = 'Export again'
  } catch (error) {
    if (!(error instanceof B24Error)) throw error
    from = error.cursor || from
    start.textContent = 'Continue'
    status.textContent =
      error.kind === 'aborted' ? 'Stopped.' : `${error.description} (${error.code})`
  } finally {
    stop.removeEventListener('click', abort)
    start.hidden = false
    stop.hidden = true
  }
}

try {
  const b24 = await B24.frame()
  await b24.frame.window.autoFit()
  start.addEventListener('click', () => run(b24))
} catch (error) {
  if (!(error instanceof B24Error)) throw error
  status.textContent = `${error.description} (${error.code})`
}
