// `b24-wasm/helpers`: the values of the portal, and uploads of large files.

export { formatDate, parseDate } from './helpers/dates.js'
export { Currencies, type Currency, formatMoney, type Money, parseMoney } from './helpers/money.js'
export {
  changeValues,
  type MultiField,
  type MultiFields,
  valuesOf,
} from './helpers/multi-fields.js'
export { type UploadedFile, type UploadOptions, upload } from './helpers/upload.js'
