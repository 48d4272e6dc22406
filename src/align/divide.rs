//! The parts of a bead: what some languages say alike sentence by sentence, where another joins it.

use super::{Aligner, Bead, Version};

impl Aligner {
    /// How a bead of these versions falls into parts where a language is left out of it: for each
    /// that lets the others fall apart, their beads, in order. All languages together have none, or
    /// the alignment would have told them.
    ///
    /// # Example
    /// ```
    /// use tolmach::align::{Aligner, Version};
    /// use tolmach::{EN, KK, RU};
    /// let versions = [
    ///     Version::new(EN, vec!["The session was held in Astana on 5 May and led to 15 documents."]),
    ///     Version::new(RU, vec!["Заседание прошло 5 мая в Астане.", "Подписано 15 документов."]),
    ///     Version::new(KK, vec!["Отырыс 5 мамырда Астанада өтті.", "15 құжатқа қол қойылды."]),
    /// ];
    /// let aligner = Aligner::new();
    /// let bead = &aligner.align(&versions).beads[0];
    /// assert_eq!(bead.sides, [0..1, 0..2, 0..2]);
    /// let [parts] = &aligner.divisions(&versions, bead)[..] else { panic!() };
    /// assert_eq!(parts[0].sides, [0..0, 0..1, 0..1]);
    /// assert_eq!(parts[1].sides, [0..0, 1..2, 1..2]);
    /// ```
    pub fn divisions(&self, versions: &[Version<'_>], bead: &Bead) -> Vec<Vec<Bead>> {
        let languages = 0..bead.sides.len();
        let filled: Vec<usize> = languages.filter(|&at| !bead.sides[at].is_empty()).collect();
        let choices = filled.iter().map(|left_out| {
            let others = filled.iter().filter(|at| *at != left_out);
            others.copied().collect::<Vec<usize>>()
        });
        let can_fall_apart = |languages: &Vec<usize>| {
            1 < languages.len() && languages.iter().all(|&at| 1 < bead.sides[at].len())
        };
        let choices = choices.filter(can_fall_apart);
        let divisions = choices.map(|languages| self.division(versions, bead, &languages));
        divisions.filter(|parts| 1 < parts.len()).collect()
    }

    /// The parts that the bead has in these languages.
    fn division(&self, versions: &[Version<'_>], bead: &Bead, languages: &[usize]) -> Vec<Bead> {
        let of_bead = languages.iter().map(|&at| {
            let (version, side) = (&versions[at], &bead.sides[at]);
            let begins = version.blocks.iter().filter(|start| side.contains(start));
            Version {
                language: version.language,
                segments: version.segments[side.clone()].to_vec(),
                blocks: begins.map(|start| start - side.start).collect(),
            }
        });
        let parts = self.align(&of_bead.collect::<Vec<_>>()).beads;
        let is_full = |part: &Bead| part.sides.iter().all(|side| !side.is_empty());
        if !parts.iter().all(is_full) {
            return Vec::new();
        }
        let in_versions = parts.into_iter().map(|part| {
            let starts = bead.sides.iter().map(|side| side.start);
            let mut sides: Vec<_> = starts.map(|start| start..start).collect();
            for (&at, side) in languages.iter().zip(part.sides) {
                let start = bead.sides[at].start;
                sides[at] = start + side.start..start + side.end;
            }
            Bead {
                sides,
                confidence: part.confidence * bead.confidence,
            }
        });
        in_versions.collect()
    }
}
