// The list of all users: with progress, cancellation and resumption.

/** @import { B24, B24Error, Progress, User } from 'b24-wasm' */

import { byId, create } from './dom.js'
import { known, showError } from './errors.js'
import { counted, duration, fullName, integer } from './format.js'
import { personItem } from './person.js'

/** The maximum number of people shown; the others are only counted. */
const MAX_SHOWN = 200

/** The part that lists the whole company. */
export class Company {
  #b24
  #start = byId('start', HTMLButtonElement)
  #stop = byId('stop', HTMLButtonElement)
  #bar = byId('progress', HTMLProgressElement)
  #status = byId('list-status', HTMLElement)
  #error = byId('list-error', HTMLElement)
  #rows = byId('everybody', HTMLElement)
  #running = new AbortController()
  #count = 0
  #requests = 0
  #time = 0

  /** @param {B24} b24 */
  constructor(b24) {
    this.#b24 = b24
    this.#start.addEventListener('click', () => void this.#begin())
    this.#stop.addEventListener('click', () => this.#running.abort())
  }

  #begin() {
    this.#rows.replaceChildren()
    this.#count = this.#requests = this.#time = 0
    return this.#run()
  }

  /** @param {string} [from] the cursor of the previous run */
  async #run(from) {
    const { signal } = (this.#running = new AbortController())
    const [count, requests, time] = [this.#count, this.#requests, this.#time]
    const began = performance.now()
    this.#show(true)
    const list = this.#b24.list(
      'user.get',
      { select: ['ID', 'NAME', 'LAST_NAME', 'WORK_POSITION', 'PERSONAL_PHOTO'] },
      {
        signal,
        ...(from && { from }),
        onProgress: (progress) => {
          this.#count = count + progress.rows
          this.#requests = requests + progress.requests
          this.#time = time + performance.now() - began
          this.#showProgress(progress, count)
        },
      },
    )
    try {
      for await (const user of list) this.#add(user)
      const shown = this.#rows.childElementCount
      const first = shown < this.#count ? ` The first ${shown} are shown.` : ''
      this.#status.append(` That is everybody.${first}`)
    } catch (error) {
      this.#showError(known(error))
    } finally {
      this.#show(false)
    }
  }

  /**
   * @param {Progress} progress of this run
   * @param {number} before rows of the previous runs
   */
  #showProgress({ total = 0, changed }, before) {
    this.#bar.max = Math.max(before + total, this.#count)
    this.#bar.value = this.#count
    const requests = counted(this.#requests, 'request')
    const rows = `${integer(this.#count)} of ${integer(this.#bar.max)} people`
    const note = changed ? ' The company changed meanwhile, or some rows cannot be read.' : ''
    this.#status.textContent = `${rows}, ${requests}, ${duration(this.#time)}.${note}`
  }

  /** @param {User} user */
  #add(user) {
    if (this.#rows.childElementCount >= MAX_SHOWN) return
    this.#rows.append(
      personItem({
        id: user.ID,
        name: fullName(user),
        photo: user.PERSONAL_PHOTO,
        line: user.WORK_POSITION,
      }),
    )
  }

  /** @param {B24Error} error */
  #showError(error) {
    const resume = create('button', { type: 'button', class: 'plain' }, 'Continue')
    resume.addEventListener('click', () => void this.#run(error.cursor))
    if (error.kind === 'aborted') {
      this.#error.replaceChildren(create('p', {}, 'Stopped.'))
    } else {
      showError(this.#error, error)
    }
    this.#error.append(resume)
  }

  /** @param {boolean} running */
  #show(running) {
    this.#start.hidden = running
    this.#stop.hidden = !running
    if (!running) return
    this.#error.replaceChildren()
    this.#bar.removeAttribute('value')
  }
}
