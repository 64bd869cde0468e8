// What the portal says about this page, the app in its frame and the faults of its replies.

export const config = JSON.parse(document.getElementById('config').textContent)
