/** The frame's size in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of this page's document in pixels, including its overflow. */
export interface ScrollSize {
  readonly scrollWidth: number
  readonly scrollHeight: number
}
