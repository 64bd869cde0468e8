// Classic script: a stand-in for BX24.js with the defects of BX24.js.
//
// It loses `start`, sends booleans as text, drops null and empty values, calls no callback if a
// response is a 5xx or no JSON, treats status 0 as success, repeats an expired call forever, refers to
// itself in its errors, and returns the expiry of a token in place of its lifetime.

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
  const callbacks = new Map()

  window.addEventListener('message', ({ origin: from, data }) => {
    if (from !== origin || typeof data !== 'string') return
    const at = data.indexOf(':')
    const callback = callbacks.get(data.slice(0, at))
    const reply = data.slice(at + 1)
    callback?.(reply ? JSON.parse(reply) : [])
  })

  /** @type {(command: string, params: object | null, callback?: (reply: any) => void) => void} */
  function post(command, params, callback) {
    const id = callback ? `bx${Math.random().toString(36).slice(2)}` : ''
    if (callback) callbacks.set(id, callback)
    const text = params ? JSON.stringify(params) : ''
    window.parent.postMessage(`${command}:${text}:${id}:${sid}`, origin)
  }

  /** @param {any} token */
  function keep({ AUTH_ID, REFRESH_ID, AUTH_EXPIRES }) {
    known.auth = { AUTH_ID, REFRESH_ID, expiresAt: Date.now() + AUTH_EXPIRES * 1000 }
  }

  post('getInitData', null, (data) => {
    known.data = data
    keep(data)
    known.ready = true
    for (const done of known.waiting) setTimeout(done, 10)
  })

  // The rate limit of BX24.js: a burst of 90, then two per second, checked once a second.
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
  const toText = (value) => {
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
      } else parts.push(`${path}=${encodeURIComponent(toText(value))}`)
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
    /** @param {(result: any) => void} [callback] */
    next(callback) {
      if (!this.more()) return false
      send({ ...this.query, start: this.answer.next, callback: callback ?? this.query.callback })
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
    if (known.auth.expiresAt < Date.now()) {
      refreshAuth(() => send(query))
      return
    }
    const request = new XMLHttpRequest()
    request.open('POST', `${origin}${known.data.PATH}/${encodeURIComponent(query.method)}.json`)
    request.onload = () => {
      const { status, responseText } = request
      const passes = (status >= 200 && status < 300) || (status >= 400 && status < 500)
      let reply
      try {
        reply = passes || status === 0 ? JSON.parse(responseText || '{"result":{}}') : undefined
      } catch {
        reply = undefined
      }
      if (reply === undefined) throw 'Query error!'
      if (reply.error === 'expired_token') refreshAuth(() => send(query))
      else query.callback?.(new AjaxResult(reply, query, status))
    }
    request.onerror = () => {
      throw 'Query error!'
    }
    if (query.data && query.data.start) delete query.data.start
    const start = query.start === undefined ? '' : `&start=${parseInt(query.start)}`
    const body = `auth=${known.auth.AUTH_ID}${start}&${encode(query.data)}`
    setTimeout(() => request.send(body), 10)
  }

  /** @param {(auth: any) => void} [callback] */
  function refreshAuth(callback) {
    post('refreshAuth', {}, (fresh) => {
      keep(fresh)
      callback?.(window.BX24.getAuth())
    })
  }

  window.BX24 = {
    /** @param {() => void} done */
    init(done) {
      if (known.ready) setTimeout(done, 10)
      else known.waiting.push(done)
    },
    /** @type {(method: string, data: any, callback: (result: any) => void) => void} */
    callMethod(method, data, callback) {
      send({ method, data, callback })
    },
    refreshAuth,
    getAuth() {
      const { AUTH_ID, REFRESH_ID, expiresAt } = known.auth ?? {}
      if (!known.ready || expiresAt < Date.now()) return false
      return {
        access_token: AUTH_ID,
        refresh_token: REFRESH_ID,
        expires_in: expiresAt,
        domain: host,
        member_id: known.data.MEMBER_ID,
      }
    },
  }
})()
