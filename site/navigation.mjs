// The order of the pages, in the sidebar and in the texts for language models.

/** @type {{ text: string, items: { text: string, link: string }[] }[]} */
export const sections = [
  {
    text: 'Start',
    items: [
      { text: 'Getting started', link: '/getting-started' },
      { text: 'A placement in a real portal', link: '/first-placement' },
      { text: 'With Rust', link: '/rust' },
    ],
  },
  {
    text: 'REST',
    items: [
      { text: 'Calls', link: '/calls' },
      { text: 'Filters', link: '/filters' },
      { text: 'Lists', link: '/lists' },
      { text: 'Batches', link: '/batches' },
      { text: 'Errors', link: '/errors' },
      { text: 'Limits and retries', link: '/limits' },
      { text: 'Tokens and webhooks', link: '/tokens' },
      { text: 'REST 3.0', link: '/rest3' },
      { text: 'Events', link: '/events' },
    ],
  },
  {
    text: 'The portal page',
    items: [
      { text: 'The frame', link: '/frame' },
      { text: 'The bridge over BX24.js', link: '/bridge' },
    ],
  },
  {
    text: 'Tools',
    items: [
      { text: 'React and Vue', link: '/frameworks' },
      { text: 'Testing an app', link: '/testing' },
      { text: 'Testing against the emulator', link: '/testing-emulator' },
      { text: 'The emulator', link: '/emulator' },
      { text: 'Bundlers', link: '/bundlers' },
    ],
  },
  {
    text: 'Recipes',
    items: [
      { text: 'All recipes', link: '/recipes/' },
      { text: 'Tab of a deal', link: '/recipes/deal-tab' },
      { text: 'Field of your own type', link: '/recipes/field-type' },
      { text: 'Call card', link: '/recipes/call-card' },
      { text: 'Background worker', link: '/recipes/background-worker' },
      { text: 'Robot', link: '/recipes/robot' },
      { text: 'Slider', link: '/recipes/slider' },
      { text: 'Settings page', link: '/recipes/settings' },
      { text: 'Export of 50,000 rows', link: '/recipes/export' },
    ],
  },
  {
    text: 'Background',
    items: [
      { text: 'From BX24.js or b24jssdk', link: '/coming-from' },
      { text: 'Sizes and benchmarks', link: '/benchmarks' },
      { text: 'Faults', link: '/faults' },
      { text: 'Security', link: '/security' },
      { text: 'Versions', link: '/versions' },
    ],
  },
]
