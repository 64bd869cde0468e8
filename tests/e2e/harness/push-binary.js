// A reader of the binary frames of the push server.

/**
 * Returns the fields of a message: numbers, and the bytes of texts and messages.
 *
 * @param {Buffer} bytes
 * @returns {[number, number | Buffer][]}
 */
function readFields(bytes) {
  /** @type {[number, number | Buffer][]} */
  const fields = []
  let at = 0
  const varint = () => {
    let number = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes.readUInt8(at++)
      number += (byte & 127) * scale
      if (byte < 128) return number
    }
  }
  while (at < bytes.length) {
    const key = varint()
    const field = key >> 3
    if ((key & 7) === 0) {
      fields.push([field, varint()])
    } else if ((key & 7) === 5) {
      fields.push([field, bytes.readUInt32LE(at)])
      at += 4
    } else {
      const length = varint()
      fields.push([field, bytes.subarray(at, at + length)])
      at += length
    }
  }
  return fields
}

/**
 * Returns the values of a field.
 *
 * @param {unknown} bytes
 * @param {number} field
 * @returns {any[]}
 */
function values(bytes, field) {
  return readFields(/** @type {Buffer} */ (bytes)).flatMap(([known, value]) =>
    known === field ? [value] : [],
  )
}

/**
 * Returns the messages of a frame: its responses have lists of outgoing messages.
 *
 * @param {unknown} frame
 */
export function readBinary(frame) {
  const lists = values(frame, 1).flatMap((response) => values(response, 1))
  const messages = lists.flatMap((list) => values(list, 1))
  return messages.map((message) => ({
    mid: values(message, 1)[0].toString('hex'),
    body: JSON.parse(values(message, 2)[0].toString()),
    expiry: values(message, 3)[0],
    created: values(message, 4)[0],
    sender: values(message, 5).map((sender) => ({
      type: values(sender, 1)[0],
      id: values(sender, 2)[0].toString('hex'),
    }))[0],
  }))
}
