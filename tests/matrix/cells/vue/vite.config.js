import vue from '@vitejs/plugin-vue'

import post from './post.js'

export default { plugins: [vue(), ...post.plugins] }
