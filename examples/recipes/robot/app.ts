// A robot: an administrator adds it to the automation of deals, or removes it.

import { B24, B24Error, type FramedB24 } from 'b24-wasm'

const CODE = 'discount'

const status = document.querySelector<HTMLElement>('#status')!
const toggle = document.querySelector<HTMLButtonElement>('#toggle')!

/** Runs an action, and shows the error if it fails. */
async function attempt(action: () => Promise<unknown>): Promise<void> {
  status.textContent = ''
  try {
    await action()
  } catch (error) {
    if (!(error instanceof B24Error)) throw error
    status.textContent = `${error.description} (${error.code})`
  }
}

/** Adds the robot. The portal posts to `HANDLER`, a server, whenever it runs. */
async function addRobot(b24: FramedB24): Promise<void> {
  const { result: me } = await b24.user.current()
  await b24.bizproc.robot.add({
    CODE,
    HANDLER: new URL('/robot', location.href).href,
    AUTH_USER_ID: me.ID,
    NAME: 'Discount',
    // The workflow waits until the server has sent the result.
    USE_SUBSCRIPTION: 'Y',
    PROPERTIES: {
      percent: { Name: 'Discount in %', Type: 'int', Required: 'Y', Default: 5 },
    },
    RETURN_PROPERTIES: { amount: { Name: 'New amount', Type: 'double' } },
  })
}

void attempt(async () => {
  const b24 = await B24.frame()
  await b24.frame.window.autoFit()
  if (!b24.frame.info.isAdmin) {
    status.textContent = 'An administrator can add the robot.'
    return
  }
  const { result: codes } = await b24.bizproc.robot.list()
  let isAdded = codes.includes(CODE)
  const show = () => (toggle.textContent = isAdded ? 'Remove the robot' : 'Add the robot')
  show()
  toggle.hidden = false
  toggle.addEventListener('click', () =>
    attempt(async () => {
      if (isAdded) await b24.bizproc.robot.delete({ CODE })
      else await addRobot(b24)
      isAdded = !isAdded
      show()
    }),
  )
})
