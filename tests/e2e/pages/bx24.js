// Classic script: a stand-in for BX24.js that makes the mistakes of BX24.js.
//
// It loses `start`, makes text of booleans, drops null and what is empty, calls nobody back where
// an answer is a 5xx or no JSON, takes status 0 for success, repeats an expired call without end,
// holds itself in its errors, and says when a token ends where it should say for how long it lives.

;(function () {
  'use strict'

  const [domain = '', protocol = '', sid = ''] = window.name.split('|')
  const host = domain.replace(/:(80|443)$/, '')
  if (!host || !sid) {
    window.BX24 = null
    throw new Error('Unable to initialize Bitrix24 JS library!')
  }
  const origin = `http${Number(protocol) ? 's' : ''}://${host}`
  /** @type {{ ready: boolean, waiting: (() => void)[], auth?: any, data?: any }} */
  const known = { ready: false, waiting: [] }
  const asked = new Map()

  window.addEventListener('message', ({ origin: from, data }) => {
    if (from !== origin || typeof data !== 'string') return
    const at = data.indexOf(':')
    const heard = asked.get(data.slice(0, at))
    const said = data.slice(at + 1)
    heard?.(said ? JSON.parse(said) : [])
  })

  /** @type {(command: string, params: object | null, heard?: (said: any) => void) => void} */
  function say(command, params, heard) {
    const id = heard ? `bx${Math.random().toString(36).slice(2)}` : ''
    if (heard) asked.set(id, heard)
    const text = params ? JSON.stringify(params) : ''
    window.parent.postMessage(`${command}:${text}:${id}:${sid}`, origin)
  }

  /** @param {any} token */
  function keep({ AUTH_ID, REFRESH_ID, AUTH_EXPIRES }) {
    known.auth = { AUTH_ID, REFRESH_ID, ends: Date.now() + AUTH_EXPIRES * 1000 }
  }

  say('getInitData', null, (data) => {
    known.data = data
    keep(data)
    known.ready = true
    for (const done of known.waiting) setTimeout(done, 10)
  })

  // The library's own limit: a burst of 90, then two a second, asked for once a second.
  const limit = { amount: 0, at: 0 }
  /** @param {() => void} work */
  function whenAllowed(work) {
    const now = Date.now()
    limit.amount = Math.max(0, limit.amount - (now - (limit.at || now)) * 0.002)
    limit.at = now
    if (limit.amount >= 90) {
      setTimeout(() => whenAllowed(work), 1000)
      return
    }
    limit.amount++
    work()
  }

  /** @param {any} value */
  const written = (value) => {
    if (value instanceof Date) return value.toJSON()
    return typeof value === 'boolean' ? String(value) : `${value}`
  }

  /** @type {(data: any, prefix?: string) => string} */
  function encode(data, prefix = '') {
    if (typeof data === 'string' || data === null || data === undefined) return data || ''
    const parts = []
    for (const [name, value] of Object.entries(data)) {
      const path = prefix ? `${prefix}[${encodeURIComponent(name)}]` : encodeURIComponent(name)
      if (value === null) continue
      if (Array.isArray(value) && value.length === 0) parts.push(`${path}=`)
      else if (typeof value === 'object' && !(value instanceof Date)) {
        const nested = encode(value, path)
        if (nested) parts.push(nested)
      } else parts.push(`${path}=${encodeURIComponent(written(value))}`)
    }
    return parts.join('&')
  }

  class AjaxResult {
    /**
     * @param {any} answer
     * @param {any} query
     * @param {number} status
     */
    constructor(answer, query, status) {
      this.answer = answer
      this.query = query
      this.status = status
      if (answer.next !== undefined) answer.next = parseInt(answer.next)
      if (answer.error !== undefined) answer.ex = { status, ex: answer }
    }
    data = () => this.answer.result
    error = () => this.answer.ex
    more = () => !isNaN(this.answer.next)
    total = () => parseInt(this.answer.total)
    time = () => this.answer.time
    /** @param {(result: any) => void} [heard] */
    next(heard) {
      if (!this.more()) return false
      send({ ...this.query, start: this.answer.next, heard: heard ?? this.query.heard })
      return undefined
    }
  }

  /** @param {any} query */
  const send = (query) => whenAllowed(() => sendNow(query))

  /** @param {any} query */
  function sendNow(query) {
    if (!known.ready) {
      known.waiting.push(() => sendNow(query))
      return
    }
    if (known.auth.ends < Date.now()) {
      refreshAuth(() => send(query))
      return
    }
    const request = new XMLHttpRequest()
    request.open('POST', `${origin}${known.data.PATH}/${encodeURIComponent(query.method)}.json`)
    request.onload = () => {
      const { status, responseText } = request
      const passes = (status >= 200 && status < 300) || (status >= 400 && status < 500)
      let answer
      try {
        answer = passes || status === 0 ? JSON.parse(responseText || '{"result":{}}') : undefined
      } catch {
        answer = undefined
      }
      if (answer === undefined) throw 'Query error!'
      if (answer.error === 'expired_token') refreshAuth(() => send(query))
      else query.heard?.(new AjaxResult(answer, query, status))
    }
    request.onerror = () => {
      throw 'Query error!'
    }
    if (query.data && query.data.start) delete query.data.start
    const start = query.start === undefined ? '' : `&start=${parseInt(query.start)}`
    const body = `auth=${known.auth.AUTH_ID}${start}&${encode(query.data)}`
    setTimeout(() => request.send(body), 10)
  }

  /** @param {(auth: any) => void} [heard] */
  function refreshAuth(heard) {
    say('refreshAuth', {}, (fresh) => {
      keep(fresh)
      heard?.(window.BX24.getAuth())
    })
  }

  window.BX24 = {
    /** @param {() => void} done */
    init(done) {
      if (known.ready) setTimeout(done, 10)
      else known.waiting.push(done)
    },
    /** @type {(method: string, data: any, heard: (result: any) => void) => void} */
    callMethod(method, data, heard) {
      send({ method, data, heard })
    },
    refreshAuth,
    getAuth() {
      const { AUTH_ID, REFRESH_ID, ends } = known.auth ?? {}
      if (!known.ready || ends < Date.now()) return false
      return {
        access_token: AUTH_ID,
        refresh_token: REFRESH_ID,
        expires_in: ends,
        domain: host,
        member_id: known.data.MEMBER_ID,
      }
    },
  }
})()
