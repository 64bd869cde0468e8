// What can go wrong with the answer to a command.

import { foreignOrigin, impersonate, wait } from './faults.js'

const forged = (host, answer) => `${answer.callback}:${JSON.stringify({ forged: true })}`

// Each makes another answer of the portal's own.
export const answers = {
  normal: (_host, answer) => answer,
  never: (_host, answer) => ({ ...answer, send: () => {} }),
  slow: (host, answer) => ({
    ...answer,
    send: async (result) => {
      await wait(host.config.delay)
      answer.send(result)
    },
  }),
  'not-json': (_host, answer) => ({ ...answer, send: () => answer.sendRaw('{not JSON') }),
  'wrong-id': (_host, answer) => ({ ...answer, send: (result) => answer.sendTo('wrong', result) }),
  twice: (_host, answer) => ({
    ...answer,
    send: (result) => {
      answer.send(result)
      answer.send(result)
    },
  }),
  'foreign-origin-first': (host, answer) => ({
    ...answer,
    send: async (result) => {
      await impersonate(host, foreignOrigin(), forged(host, answer))
      answer.send(result)
    },
  }),
  'foreign-source': (host, answer) => ({
    ...answer,
    send: async (result) => {
      await impersonate(host, location.origin, forged(host, answer))
      answer.send(result)
    },
  }),
  'not-on-device': (_host, answer) => ({
    ...answer,
    send: () => answer.send({ result: 'error', errorCode: 'METHOD_NOT_SUPPORTED_ON_DEVICE' }),
  }),
}
