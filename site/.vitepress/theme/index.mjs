// The default theme, with the colours and labels that accessibility needs.

import DefaultTheme from 'vitepress/theme'

import './style.css'

export default DefaultTheme
