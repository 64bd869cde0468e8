// The messages between the app and the host page.

// Parses `command:parameters:callback:sid`, or an object with the same content. The parameters are
// JSON, may contain colons, and may be empty or omitted with their colon. Returns undefined for any
// other data; throws if the JSON is invalid.
export function parseMessage(data) {
  if (data !== null && typeof data === 'object') {
    return {
      command: data.method,
      params: data.params || [],
      callback: data.callback,
      sid: data.appSid,
    }
  }
  if (typeof data !== 'string') return undefined
  const parts = data.split(':')
  if (parts.length < 3) return undefined
  const [command, ...rest] = parts
  const sid = rest.pop()
  const callback = rest.pop()
  const json = rest.join(':')
  return { command, params: json ? JSON.parse(json) : [], callback, sid }
}

// Returns the reply functions of a command. Replies are always strings. A command without a
// callback gets no reply. `posted` is called after each reply.
export function replyTo(host, callback, posted) {
  const post = (text) => {
    if (!callback) return
    host.frame.contentWindow.postMessage(text, host.appOrigin)
    posted()
  }
  return {
    callback,
    send: (result) => post(`${callback}:${result === undefined ? '' : JSON.stringify(result)}`),
    sendRaw: (text) => post(`${callback}:${text}`),
    sendTo: (otherCallback, result) => post(`${otherCallback}:${JSON.stringify(result)}`),
  }
}
