// Everybody, as one list: with its progress, an end at any time, and a way to go on.

/** @import { B24, B24Error, Progress, User } from 'b24-wasm' */

import { byId, create } from './dom.js'
import { known, showError } from './errors.js'
import { duration, fullName, integer } from './format.js'
import { personItem } from './person.js'

/** People that the page shows; the others are counted. */
const SHOWN = 200

/** A walk along the whole company. */
export class Company {
  #b24
  #walk = byId('walk', HTMLButtonElement)
  #stop = byId('stop', HTMLButtonElement)
  #bar = byId('progress', HTMLProgressElement)
  #told = byId('told', HTMLElement)
  #failed = byId('walk-error', HTMLElement)
  #rows = byId('everybody', HTMLElement)
  #running = new AbortController()
  #count = 0
  #requests = 0
  #time = 0

  /** @param {B24} b24 */
  constructor(b24) {
    this.#b24 = b24
    this.#walk.addEventListener('click', () => void this.#begin())
    this.#stop.addEventListener('click', () => this.#running.abort())
  }

  #begin() {
    this.#rows.replaceChildren()
    this.#count = this.#requests = this.#time = 0
    return this.#run()
  }

  /** @param {string} [from] the cursor of the walk before */
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
          this.#tell(progress, count)
        },
      },
    )
    try {
      for await (const user of list) this.#add(user)
      const shown = this.#rows.childElementCount
      const first = shown < this.#count ? ` The first ${shown} are shown.` : ''
      this.#told.append(` That is everybody.${first}`)
    } catch (error) {
      this.#end(known(error))
    } finally {
      this.#show(false)
    }
  }

  /**
   * @param {Progress} progress of this walk
   * @param {number} before rows of the walks before
   */
  #tell({ total = 0, changed }, before) {
    this.#bar.max = Math.max(before + total, this.#count)
    this.#bar.value = this.#count
    const requests = `${this.#requests} ${this.#requests === 1 ? 'request' : 'requests'}`
    const rows = `${integer(this.#count)} of ${integer(this.#bar.max)} people`
    const came = changed ? ' People came or went meanwhile, or cannot be read.' : ''
    this.#told.textContent = `${rows}, ${requests}, ${duration(this.#time)}.${came}`
  }

  /** @param {User} user */
  #add(user) {
    if (this.#rows.childElementCount >= SHOWN) return
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
  #end(error) {
    const goOn = create('button', { type: 'button', class: 'plain' }, 'Go on')
    goOn.addEventListener('click', () => void this.#run(error.cursor))
    if (error.kind === 'aborted') {
      this.#failed.replaceChildren(create('p', {}, 'Stopped.'))
    } else {
      showError(this.#failed, error)
    }
    this.#failed.append(goOn)
  }

  /** @param {boolean} running */
  #show(running) {
    this.#walk.hidden = running
    this.#stop.hidden = !running
    if (!running) return
    this.#failed.replaceChildren()
    this.#bar.removeAttribute('value')
  }
}
