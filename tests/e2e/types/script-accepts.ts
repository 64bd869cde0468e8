// The classic script has its types: the global, with the error's class.

import 'b24-wasm/script'

const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0de/')
const { result } = await b24.user.current()
const id: number = result.ID
const error = new B24.B24Error({ code: 'expired_token', kind: 'auth' })

export { error, id }
