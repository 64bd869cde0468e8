// The messages between the app and the portal's page.

// Reads `command:parameters:callback:sid`, where the parameters are JSON, may hold
// colons and may be empty or left out with their colon, or an object of the same
// content. Returns undefined for anything else, and throws where the JSON is none.
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

// Returns the way to answer a call, always with a string. A call without a
// callback wants no answer. `posted` is told of each.
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
