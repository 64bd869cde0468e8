import react from '@vitejs/plugin-react'

import post from './post.js'

export default { plugins: [react(), ...post.plugins] }
