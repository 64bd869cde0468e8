//! How high the frame is to be, also where the content is as high as the frame.
//!
//! A page that fills its frame (`min-height: 100vh`, `height: 100%`) cannot be measured by asking how
//! high it is: the answer follows the frame, and is often some pixels more. It keeps at least the height
//! that the frame had at first. What it needs beyond that shows when the frame is given it.

/// The frame's height and what its content takes up in it, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// The height of the frame; 0 while it is hidden.
    pub frame: i32,
    /// The height that the frame would need.
    pub content: i32,
}

impl Measure {
    /// What the frame is short of.
    fn gap(self) -> i32 {
        self.content - self.frame
    }
}

/// Messages to the page about one change.
pub const MAX_MESSAGES: u8 = 3;

/// How often content that shrank may leave the page as high as it was before that is no news.
const MAX_ALARMS: u8 = 3;

/// What is known of a page's heights, from one change to the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heights {
    /// The height of the frame at first.
    base: i32,
    /// What the frame stays short of, whatever its height; below 0 what it has to spare.
    gap: i32,
    /// The heights of all elements together, where they matter.
    extent: i32,
    alarms: u8,
}

impl Heights {
    /// The height to give to the frame where its content may have changed.
    ///
    /// `extent` adds up the heights of all elements, which takes time.
    pub fn first(&mut self, now: Measure, extent: impl FnOnce() -> i32) -> Option<i32> {
        if self.base == 0 {
            self.base = now.frame;
        }
        if !self.is_known(now) {
            return other(now, now.content);
        }
        let has_spare = now.gap() < -1;
        if now.frame == self.base || (self.alarms == MAX_ALARMS && !has_spare) {
            return None;
        }
        // The page may be this high only because the frame is.
        let extent = extent();
        let shrunk = self.extent.wrapping_sub(extent).max(0);
        self.extent = extent;
        let least = if has_spare { now.content } else { self.base };
        let height = (now.frame - shrunk).max(least);
        (height < now.frame).then_some(height)
    }

    /// The height to give to the frame after this many messages.
    pub fn next(&mut self, before: Measure, now: Measure, messages: u8) -> Option<i32> {
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
            // What shrinks again and again shrinks with the frame.
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
            // It grew with the frame.
            self.gap = was;
            before.frame
        } else {
            // It may have grown by a part of what the frame did.
            let step = f64::from(now.frame - before.frame);
            now.frame + (f64::from(gap) * step / f64::from(was - gap)) as i32
        };
        if height == now.frame {
            self.gap = gap;
        }
        other(now, height)
    }

    /// Takes note of the heights after the last message.
    pub fn settled(&mut self, now: Measure, extent: impl FnOnce() -> i32) {
        if now.frame != self.base {
            self.extent = extent();
        }
    }

    /// Whether the frame is short of what it always is short of: of nothing, as a rule.
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

    /// A page: what it is as high as in a frame of a height, for content of a height.
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

        /// What a change leads to: the messages that it takes.
        fn change(&mut self, content: i32) -> u8 {
            self.content = content;
            let (mut heights, mut now) = (self.heights, self.measure());
            let (mut target, mut messages) = (heights.first(now, || content), 0);
            while let Some(height) = target
                && messages < MAX_MESSAGES
            {
                messages += 1;
                self.height = height;
                let before = std::mem::replace(&mut now, self.measure());
                target = heights.next(before, now, messages);
            }
            heights.settled(now, || content);
            self.heights = heights;
            messages
        }
    }

    #[test]
    fn every_page_settles_in_three_messages_after_any_change() {
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
    fn a_page_that_does_not_depend_on_the_frame_takes_one_message() {
        let mut frame = Frame::new(PLAIN, 300);
        for content in [300, 2000, 100, 101, 900, 600, 700] {
            assert_eq!((frame.change(content), frame.height), (1, content));
        }
    }

    #[test]
    fn what_fills_the_frame_grows_and_shrinks_with_its_content() {
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
    fn a_larger_part_of_the_frame_is_reckoned_with() {
        let mut frame = Frame::new(|frame, content| content + frame * 6 / 10, 2_000);
        assert!(frame.change(2_000) <= MAX_MESSAGES);
        assert!(frame.measure().gap() <= 1, "{} for 5,000", frame.height);
    }

    #[test]
    fn a_part_of_the_frame_is_reckoned_with() {
        let mut frame = Frame::new(HERO, 400);
        assert_eq!((frame.change(400), frame.height), (2, 800));
        let mut frame = Frame::new(SHARE, 300);
        assert_eq!((frame.change(300), frame.height), (3, 600));
    }

    #[test]
    fn a_shell_that_scrolls_inside_keeps_its_height() {
        let mut frame = Frame::new(SHELL, 5000);
        for content in [5000, 100, 9000] {
            assert_eq!((frame.change(content), frame.height), (0, 600));
        }
    }

    #[test]
    fn what_lies_below_the_content_is_seen_only_where_it_does_not_fit() {
        // A list of 350 px hangs out of content of 200 px.
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
    fn what_shrinks_beside_higher_content_is_tried_a_few_times() {
        let mut frame = Frame::new(PLAIN, 2000);
        frame.change(2000);
        frame.page = |_, _| 2000;
        let messages: Vec<_> = (0..5).map(|time| frame.change(1900 - 10 * time)).collect();
        assert_eq!((messages, frame.height), (vec![2, 2, 2, 0, 0], 2000));
    }
}
