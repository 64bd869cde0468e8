import { svelte } from '@sveltejs/vite-plugin-svelte'

import post from './post.js'

export default { plugins: [svelte(), ...post.plugins] }
