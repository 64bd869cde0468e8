// The faults of the reply to a command.

import { foreignOrigin, impersonate, wait } from './faults.js'

const forged = (_host, reply) => `${reply.callback}:${JSON.stringify({ forged: true })}`

// Each mode wraps the portal's normal reply.
export const replies = {
  normal: (_host, reply) => reply,
  never: (_host, reply) => ({ ...reply, send: () => {} }),
  slow: (host, reply) => ({
    ...reply,
    send: async (result) => {
      await wait(host.config.delay)
      reply.send(result)
    },
  }),
  'not-json': (_host, reply) => ({ ...reply, send: () => reply.sendRaw('{not JSON') }),
  'wrong-id': (_host, reply) => ({ ...reply, send: (result) => reply.sendTo('wrong', result) }),
  twice: (_host, reply) => ({
    ...reply,
    send: (result) => {
      reply.send(result)
      reply.send(result)
    },
  }),
  'foreign-origin-first': (host, reply) => ({
    ...reply,
    send: async (result) => {
      await impersonate(host, foreignOrigin(), forged(host, reply))
      reply.send(result)
    },
  }),
  'foreign-source': (host, reply) => ({
    ...reply,
    send: async (result) => {
      await impersonate(host, location.origin, forged(host, reply))
      reply.send(result)
    },
  }),
  'not-on-device': (_host, reply) => ({
    ...reply,
    send: () => reply.send({ result: 'error', errorCode: 'METHOD_NOT_SUPPORTED_ON_DEVICE' }),
  }),
}
