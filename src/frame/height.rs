//! Computes the height of a frame from the height of its content.
//!
//! A page that fills its frame (`min-height: 100vh`, `height: 100%`) measures as high as the frame,
//! often some pixels more, so its content's height cannot be read directly. Such a page keeps at
//! least the frame's initial height. The height beyond that is found by resizing and measuring
//! again.

/// The heights of the frame and of its content, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// The height of the frame; 0 while it is hidden.
    pub frame: i32,
    /// The height that the content needs.
    pub content: i32,
}

impl Measure {
    /// Returns the pixels that the frame lacks.
    fn gap(self) -> i32 {
        self.content - self.frame
    }
}

/// The maximum of commands for one change.
pub const MAX_MESSAGES: u8 = 3;

/// The number of times that shrunken content may leave the page's height unchanged before such
/// changes are ignored.
const MAX_ALARMS: u8 = 3;

/// The heights of a page that are remembered between changes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heights {
    /// The frame's initial height.
    base: i32,
    /// The pixels that the frame lacks at any height; negative if it has spare ones.
    gap: i32,
    /// The sum of all elements' scroll heights, measured only if needed.
    total_scroll_height: i32,
    alarms: u8,
}

impl Heights {
    /// Returns the frame's new height after a possible change of the content.
    ///
    /// `measure_total` sums the scroll heights of all elements, which is slow.
    pub fn first_height(
        &mut self,
        now: Measure,
        measure_total: impl FnOnce() -> i32,
    ) -> Option<i32> {
        if self.base == 0 {
            self.base = now.frame;
        }
        if !self.is_known(now) {
            self.total_scroll_height = measure_total();
            return other(now, now.content);
        }
        let has_spare = now.gap() < -1;
        if now.frame == self.base || (self.alarms == MAX_ALARMS && !has_spare) {
            return None;
        }
        // The page may be this high only because of the frame's height.
        let total = measure_total();
        let shrunk = self.total_scroll_height.wrapping_sub(total).max(0);
        self.total_scroll_height = total;
        let least = if has_spare { now.content } else { self.base };
        let height = (now.frame - shrunk).max(least);
        (height < now.frame).then_some(height)
    }

    /// Returns the frame's next height after `messages` commands.
    pub fn next_height(&mut self, before: Measure, now: Measure, messages: u8) -> Option<i32> {
        if now.frame == before.frame {
            // A busy browser has not applied the height yet. The resize is the next change.
            return None;
        }
        let (was, gap) = (before.gap(), now.gap());
        let is_lower = now.frame < before.frame;
        if is_lower && was >= 0 {
            let is_alarm = now.content >= before.frame;
            self.alarms = if is_alarm { MAX_ALARMS.min(self.alarms + 1) } else { 0 };
        }
        if self.is_known(now) {
            return None;
        }
        let height = if is_lower && gap < 0 {
            // A page that shrinks repeatedly shrinks with the frame.
            match messages {
                ..2 => now.content,
                2 => self.base.max(now.content),
                _ => now.frame,
            }
        } else if is_lower {
            now.content
        } else if gap < 0 {
            now.frame
        } else if gap * 4 > was.max(0) * 3 {
            // The page grew with the frame.
            self.gap = was;
            before.frame
        } else {
            // The page may have grown by a fraction of the frame's growth.
            let step = f64::from(now.frame - before.frame);
            now.frame + (f64::from(gap) * step / f64::from(was - gap)) as i32
        };
        if height == now.frame {
            self.gap = gap;
        }
        other(now, height)
    }

    /// Records the heights before the first command and after the last one.
    pub fn record_heights(
        &mut self,
        first: Measure,
        now: Measure,
        measure_total: impl FnOnce() -> i32,
    ) {
        // The content of a frame that grew may have shrunk in the meantime. The next change shows that.
        let has_shrunk = now.frame > first.frame && now.content < first.content;
        if now.frame != self.base && !has_shrunk {
            self.total_scroll_height = measure_total();
        }
    }

    /// Checks whether the frame lacks as many pixels as it always does, which is usually none.
    fn is_known(&mut self, now: Measure) -> bool {
        match now.gap() {
            // Browsers round heights.
            -1..=0 => {
                self.gap = 0;
                true
            }
            gap => self.gap != 0 && (gap - self.gap).abs() <= 1,
        }
    }
}

fn other(now: Measure, height: i32) -> Option<i32> {
    (height != now.frame).then_some(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page's height, as a function of the heights of its frame and its content.
    type Page = fn(frame: i32, content: i32) -> i32;

    const PLAIN: Page = |_, content| content;
    const MIN_HEIGHT: Page = |frame, content| content.max(frame);
    const HEADER: Page = |frame, content| content.max(frame) + 64;
    const MARGINS: Page = |frame, content| content.max(frame + 16);
    const SHELL: Page = |frame, _| frame;
    const HERO: Page = |frame, content| content + frame / 2;
    const SHARE: Page = |frame, content| content.max(frame * 9 / 10);
    const SCREENS: Page = |frame, content| content.max(frame * 3);
    const PAGES: [(&str, Page); 8] = [
        ("plain", PLAIN),
        ("min-height", MIN_HEIGHT),
        ("header", HEADER),
        ("margins", MARGINS),
        ("shell", SHELL),
        ("hero", HERO),
        ("share", SHARE),
        ("screens", SCREENS),
    ];

    struct Frame {
        page: Page,
        content: i32,
        height: i32,
        heights: Heights,
    }

    impl Frame {
        fn new(page: Page, content: i32) -> Self {
            Self { page, content, height: 600, heights: Heights::default() }
        }

        fn measure(&self) -> Measure {
            Measure { frame: self.height, content: (self.page)(self.height, self.content) }
        }

        /// Changes the content and returns the number of commands sent.
        fn change(&mut self, content: i32) -> u8 {
            self.content = content;
            let (mut heights, first) = (self.heights, self.measure());
            let mut now = first;
            let (mut target, mut messages) = (heights.first_height(now, || content), 0);
            while let Some(height) = target
                && messages < MAX_MESSAGES
            {
                messages += 1;
                self.height = height;
                let before = std::mem::replace(&mut now, self.measure());
                target = heights.next_height(before, now, messages);
            }
            heights.record_heights(first, now, || content);
            self.heights = heights;
            messages
        }
    }

    #[test]
    fn keeps_a_height_that_is_applied_late() {
        let mut heights = Heights::default();
        let shown = Measure { frame: 150, content: 1_000 };
        assert_eq!(heights.first_height(shown, || 0), Some(1_000));
        let repeated = heights.next_height(shown, shown, 1);
        assert_eq!(repeated, None, "the old height is not requested again");
        let later = heights.first_height(shown, || 0);
        assert_eq!(later, Some(1_000), "the missing 850 px stay missing");
        assert_eq!(heights.first_height(Measure { frame: 1_000, content: 1_000 }, || 0), None);
    }

    #[test]
    fn settles_after_at_most_three_messages() {
        for (name, page) in PAGES {
            for changes in [[300, 2000, 100, 900], [2000, 300, 1500, 1400], [600, 601, 599, 600]] {
                let mut frame = Frame::new(page, changes[0]);
                for content in changes {
                    let messages = frame.change(content);
                    assert!(messages <= MAX_MESSAGES, "{name}: {messages} messages");
                    for _ in 0..5 {
                        assert_eq!(frame.change(content), 0, "{name} at {}", frame.height);
                    }
                }
            }
        }
    }

    #[test]
    fn independent_page_needs_one_message() {
        let mut frame = Frame::new(PLAIN, 300);
        for content in [300, 2000, 100, 101, 900, 600, 700] {
            assert_eq!((frame.change(content), frame.height), (1, content));
        }
    }

    #[test]
    fn frame_filling_page_follows_its_content() {
        for (name, page, grown) in
            [("min-height", MIN_HEIGHT, 2000), ("header", HEADER, 2064), ("margins", MARGINS, 2000)]
        {
            let mut frame = Frame::new(page, 300);
            frame.change(300);
            assert_eq!(frame.height, 600, "{name}");
            frame.change(2000);
            assert_eq!(frame.height, grown, "{name}");
            frame.change(1500);
            assert!(frame.height < grown, "{name}: {}", frame.height);
            frame.change(300);
            assert_eq!(frame.height, 600, "{name}");
        }
    }

    #[test]
    fn handles_content_of_over_half_the_frame() {
        let mut frame = Frame::new(|frame, content| content + frame * 6 / 10, 2_000);
        assert!(frame.change(2_000) <= MAX_MESSAGES);
        assert!(frame.measure().gap() <= 1, "{} for 5,000", frame.height);
    }

    #[test]
    fn handles_content_proportional_to_frame() {
        let mut frame = Frame::new(HERO, 400);
        assert_eq!((frame.change(400), frame.height), (2, 800));
        let mut frame = Frame::new(SHARE, 300);
        assert_eq!((frame.change(300), frame.height), (3, 600));
    }

    #[test]
    fn inner_scrolling_page_keeps_its_height() {
        let mut frame = Frame::new(SHELL, 5000);
        for content in [5000, 100, 9000] {
            assert_eq!((frame.change(content), frame.height), (0, 600));
        }
    }

    #[test]
    fn follows_overflow_only_if_it_does_not_fit() {
        // A list of 350 px overflows content of 200 px.
        let open: Page = |frame, _| if frame < 350 { 350 } else { 200 };
        let mut frame = Frame::new(PLAIN, 200);
        frame.change(200);
        frame.page = open;
        assert_eq!((frame.change(350), frame.height), (1, 350));
        assert_eq!(frame.change(350), 0);
        frame.page = PLAIN;
        assert_eq!((frame.change(200), frame.height), (1, 200));
    }

    #[test]
    fn follows_content_that_shrinks_while_the_frame_grows() {
        let mut frame = Frame::new(PLAIN, 300);
        frame.change(300);
        frame.page = |frame, _| if frame < 700 { 700 } else { 200 };
        let mut heights = frame.heights;
        let before = frame.measure();
        assert_eq!(heights.first_height(before, || 700), Some(700));
        frame.height = 700;
        assert_eq!(heights.next_height(before, frame.measure(), 1), None);
        heights.record_heights(before, frame.measure(), || 200);
        frame.heights = heights;
        frame.page = PLAIN;
        assert_eq!((frame.change(200), frame.height), (1, 200));
    }

    #[test]
    fn stops_retrying_if_shrinking_changes_nothing() {
        let mut frame = Frame::new(PLAIN, 2000);
        frame.change(2000);
        frame.page = |_, _| 2000;
        let messages: Vec<_> = (0..5).map(|time| frame.change(1900 - 10 * time)).collect();
        assert_eq!((messages, frame.height), (vec![2, 2, 2, 0, 0], 2000));
    }
}
