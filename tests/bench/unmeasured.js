// A figure that cannot be had.

/** The reason why a row has no figure. Any other error of a row makes the command fail. */
export class Unmeasured extends Error {}
