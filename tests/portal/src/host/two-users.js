// Opens the host page as each of two users, with the other parameters of this page.

const users = JSON.parse(document.getElementById('users').textContent)

const query = new URLSearchParams(location.search)
query.delete('users')
query.delete('user')
document.getElementById('back').href = `/?${query}`

for (const { id, name } of users) {
  query.set('user', id)
  const section = document.createElement('section')
  const heading = document.createElement('h2')
  heading.id = `user-${document.querySelectorAll('section').length}`
  heading.textContent = name
  section.setAttribute('aria-labelledby', heading.id)
  const frame = document.createElement('iframe')
  frame.title = `Portal page of ${name}`
  frame.src = `/?${query}`
  section.append(heading, frame)
  document.getElementById('pair').append(section)
}
