// The visible log of the app's commands.

import { addCommand } from './tools/tools.js'

const list = document.getElementById('log')

// Adds a line for a command; returns a function that sets the line's outcome.
export function logCommand(command, params) {
  const line = document.createElement('li')
  const request = document.createElement('code')
  const isEmpty = params === undefined || Object.keys(Object(params)).length === 0
  request.textContent = isEmpty ? command : `${command} ${JSON.stringify(params)}`
  const outcome = document.createElement('span')
  line.append(request, outcome)
  list.prepend(line)
  document.getElementById('log-empty').hidden = true
  const note = addCommand(command, params)
  return (text) => {
    outcome.textContent = text
    note(text)
  }
}
