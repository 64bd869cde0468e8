// What the app has asked for, shown to whoever looks.

const list = document.getElementById('log')

// Adds a line for a command, and returns what notes its answer there.
export function logCommand(command, params) {
  const line = document.createElement('li')
  const asked = document.createElement('code')
  const said = params === undefined || Object.keys(Object(params)).length === 0
  asked.textContent = said ? command : `${command} ${JSON.stringify(params)}`
  const outcome = document.createElement('span')
  line.append(asked, outcome)
  list.prepend(line)
  document.getElementById('log-empty').hidden = true
  return (text) => (outcome.textContent = text)
}
