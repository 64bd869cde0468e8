import { startTimer } from './timer.js'

/** The length of a text that stays out of the core, whose memory never shrinks. */
const LARGE = 200_000

/** The characters that are encoded at once: more would block the page. */
const CHUNK = 1_000_000

/** Begins a placeholder. It is random, so that no other text contains it. */
const MARK = `b24-${Math.random()}-`

/** Large texts among the parameters of a call, such as files. The core sees placeholders. */
export class LargeTexts {
  readonly #texts: string[] = []

  get isEmpty(): boolean {
    return this.#texts.length === 0
  }

  /** Returns a text, or the placeholder of a large one. */
  replace(text: string): string {
    return isLarge(text) ? `${MARK}${this.#texts.push(text) - 1}-` : text
  }

  /** Puts the texts into the body of a request. */
  async restore(body: string, isForm: boolean): Promise<string> {
    const encode = isForm ? encodeForForm : encodeForJson
    let restored = body
    for (const [at, text] of this.#texts.entries()) {
      const [before = '', after] = restored.split(`${MARK}${at}-`)
      // The text is in another request of a batch.
      if (after === undefined) continue
      let encoded = ''
      for (let from = 0, to = 0; from < text.length; from = to) {
        to = endOfChunk(text, from)
        encoded += encode(text.slice(from, to))
        await new Promise<void>((done) => startTimer(done, 0))
      }
      restored = before + encoded + after
    }
    return restored
  }
}

/** Returns whether a text stays out of the core. */
export function isLarge(text: string): boolean {
  return text.length >= LARGE
}

/** Returns the end of a chunk, which splits no character. */
function endOfChunk(text: string, from: number): number {
  const end = from + CHUNK
  return /[\ud800-\udbff]/.test(text.charAt(end - 1)) ? end + 1 : end
}

function encodeForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function encodeForForm(text: string): string {
  try {
    return encodeURIComponent(text)
  } catch {
    // The text has halves of characters.
    return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
  }
}
