//! Which part of a long list is drawn. The lines come in blocks; only the blocks near what is seen are in
//! the document, and the room of the others is kept free.

use std::ops::Range;

/// How many lines make a block.
pub const BLOCK: usize = 32;

/// How many blocks are drawn beyond what is seen, on either side.
const MARGIN: usize = 1;

/// How high a line is until one was measured, in CSS pixels.
const FIRST_GUESS: f64 = 28.0;

/// The heights of the blocks, as far as they were seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heights {
    measured: Vec<Option<f64>>,
    /// What the document keeps free for each block that is not drawn; nothing for one that is.
    kept: Vec<Option<f64>>,
    sum: f64,
    lines: usize,
}

impl Heights {
    /// Forgets all of them: the width or the language is another one now.
    pub fn forget(&mut self) {
        *self = Self { kept: std::mem::take(&mut self.kept), ..Self::default() };
    }

    /// Notes that only the blocks `drawn` of `all` are drawn. The blocks that must be made as high as
    /// [`Heights::kept`] says from now on.
    pub fn unsettled(&mut self, drawn: &Range<usize>, all: usize) -> Vec<usize> {
        let guess = self.guess();
        let known = self.kept.len();
        self.kept.resize(all, None);
        let mut unsettled = Vec::new();
        for block in 0..all {
            let measured = self.measured(block);
            let height = (!drawn.contains(&block)).then(|| measured.unwrap_or(guess));
            let Some(kept) = self.kept.get_mut(block) else { continue };
            // That a guess got a little better is no reason to move what is below.
            let same = kept.is_some() == height.is_some() && (measured.is_none() || *kept == height);
            if block >= known || !same {
                *kept = height;
                unsettled.push(block);
            }
        }
        unsettled
    }

    /// How much room is kept free for `block`, in CSS pixels; nothing if it is drawn.
    pub fn kept(&self, block: usize) -> Option<f64> {
        self.kept.get(block).copied().flatten()
    }

    /// Forgets those from `block` on: their lines were taken back.
    pub fn truncate(&mut self, block: usize) {
        self.kept.truncate(block);
        for height in self.measured.drain(block.min(self.measured.len())..).flatten() {
            self.sum -= height;
            self.lines -= BLOCK;
        }
    }

    /// The full block `block` is `height` CSS pixels high. Whether that is news.
    pub fn measure(&mut self, block: usize, height: f64) -> bool {
        if self.measured.len() <= block {
            self.measured.resize(block + 1, None);
        }
        let Some(known) = self.measured.get_mut(block) else { return false };
        match known.replace(height) {
            Some(before) if (before - height).abs() < 0.5 => return false,
            Some(before) => self.sum -= before,
            None => self.lines += BLOCK,
        }
        self.sum += height;
        true
    }

    /// How high `blocks` are together: what the document keeps free for those that are not drawn, what was
    /// measured of the others.
    fn of(&self, blocks: Range<usize>) -> f64 {
        let guess = self.guess();
        blocks.map(|block| self.kept(block).or(self.measured(block)).unwrap_or(guess)).sum()
    }

    fn measured(&self, block: usize) -> Option<f64> {
        self.measured.get(block).copied().flatten()
    }

    /// How high a block is that was not seen yet: as the others are.
    fn guess(&self) -> f64 {
        let line = if self.lines == 0 { FIRST_GUESS } else { self.sum / self.lines as f64 };
        line * BLOCK as f64
    }

    /// The blocks to draw where `lines` lines are scrolled by `top` and `height` is seen of them, in CSS pixels.
    pub fn seen(&self, lines: usize, top: f64, height: f64) -> Range<usize> {
        let all = blocks(lines);
        let mut below = 0.0;
        let (mut first, mut last) = (all, all);
        for block in 0..all {
            let end = below + self.of(block..block + 1);
            if first == all && end > top {
                first = block;
            }
            if below >= top + height {
                last = block;
                break;
            }
            below = end;
        }
        let first = first.min(all.saturating_sub(1));
        first.saturating_sub(MARGIN)..(last + MARGIN).min(all)
    }
}

/// How many blocks `lines` lines make.
pub fn blocks(lines: usize) -> usize {
    lines.div_ceil(BLOCK)
}

/// The blocks to draw around the line `line` of `lines`.
pub fn around(line: usize, lines: usize) -> Range<usize> {
    let block = line / BLOCK;
    block.saturating_sub(MARGIN)..(block + MARGIN + 1).min(blocks(lines))
}

/// The blocks to draw at the end of `lines` lines, when `height` CSS pixels of them are seen.
pub fn at_end(lines: usize, height: f64) -> Range<usize> {
    // Twenty pixels a line is less than any line has, so these are enough.
    let seen = (height / (20.0 * BLOCK as f64)).ceil().max(1.0) as usize;
    let all = blocks(lines);
    all.saturating_sub(seen + MARGIN)..all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_drawn_whole() {
        assert_eq!(Heights::default().seen(0, 0.0, 600.0), 0..0);
        assert_eq!(Heights::default().seen(20, 0.0, 600.0), 0..1);
        assert_eq!(at_end(20, 600.0), 0..1);
        assert_eq!(around(19, 20), 0..1);
    }

    #[test]
    fn of_a_long_list_only_what_is_seen_and_a_block_on_either_side() {
        let mut heights = Heights::default();
        for block in 0..313 {
            heights.measure(block, 320.0);
        }
        assert_eq!(heights.seen(10_000, 0.0, 600.0), 0..3);
        assert_eq!(heights.seen(10_000, 3_200.0, 600.0), 9..13);
        assert_eq!(heights.seen(10_000, 1e9, 600.0), 311..313);
        assert_eq!(at_end(10_000, 600.0), 311..313);
    }

    #[test]
    fn the_room_of_what_is_not_drawn_is_kept_free() {
        let mut heights = Heights::default();
        heights.measure(0, 320.0);
        heights.measure(1, 960.0);
        assert_eq!(heights.of(0..2), 1280.0);
        assert_eq!(heights.of(0..4), 2560.0, "a block that was not seen is as high as the others are");
        heights.unsettled(&(0..0), 4);
        heights.measure(2, 6400.0);
        assert_eq!(heights.of(3..4), 640.0, "what is kept free stays what it is");
        heights.truncate(1);
        assert_eq!(heights.of(0..2), 640.0);
        assert!(!heights.measure(0, 320.2), "less than half a pixel is no news");
    }

    #[test]
    fn a_block_is_settled_once() {
        let mut heights = Heights::default();
        assert_eq!(heights.unsettled(&(1..3), 4), [0, 1, 2, 3]);
        assert_eq!((heights.kept(0), heights.kept(1)), (Some(896.0), None));
        heights.measure(1, 320.0);
        heights.measure(2, 320.0);
        assert!(heights.unsettled(&(1..3), 4).is_empty());
        assert_eq!(heights.unsettled(&(2..4), 5), [1, 3, 4]);
        assert_eq!((heights.kept(1), heights.kept(3), heights.kept(4)), (Some(320.0), None, Some(320.0)));
    }

    #[test]
    fn whatever_is_seen_is_drawn() {
        let mut heights = Heights::default();
        for block in (0..40).step_by(3) {
            heights.measure(block, 100.0 + 37.0 * block as f64);
        }
        let total = heights.of(0..40);
        let mut top = 0.0;
        while top < total {
            let drawn = heights.seen(40 * BLOCK, top, 500.0);
            let before = heights.of(0..drawn.start);
            let end = before + heights.of(drawn);
            assert!(before <= top && end >= (top + 500.0).min(total), "{top}");
            top += 61.0;
        }
    }
}
