//! Leaves things out of an analysis: quotes that are not sure enough, claims that are not worth checking.
//!
//! Scores are compared as they are printed (three decimals), so that what a reader sees is what was decided on.

use crate::document::{Analysis, Quote, QuoteId};
use crate::output::json::score;
use std::cmp::Reverse;

impl Analysis {
    /// Leaves out the quotes of less than `confidence` (0 to 1) and what refers to them: quotes within them, claims in them.
    pub fn keep_confident_quotes(&mut self, confidence: f64) {
        let kept = kept_quotes(&self.quotes, confidence);
        // Where each quote goes.
        let mut next = 0;
        let places: Vec<Option<QuoteId>> = kept
            .iter()
            .map(|&kept| {
                next += usize::from(kept);
                kept.then(|| QuoteId(next - 1))
            })
            .collect();
        let place = |quote: QuoteId| places.get(quote.0).copied().flatten();

        let mut index = 0;
        self.quotes.retain(|_| {
            index += 1;
            kept[index - 1]
        });
        for quote in &mut self.quotes {
            quote.within = quote.within.and_then(place);
        }
        self.claims.retain(|claim| claim.quote.is_none_or(|quote| place(quote).is_some()));
        for claim in &mut self.claims {
            claim.quote = claim.quote.and_then(place);
        }
    }

    /// Keeps the `count` claims most worth checking, in order of appearance; of equal ones the first.
    pub fn keep_top_claims(&mut self, count: usize) {
        let mut ranking: Vec<usize> = (0..self.claims.len()).collect();
        // Scores are between 0 and 1, whose bits are ordered as they are.
        ranking.sort_by_key(|&index| Reverse(score(self.claims[index].checkworthiness).to_bits()));
        let mut kept = vec![false; self.claims.len()];
        for &index in ranking.iter().take(count) {
            kept[index] = true;
        }
        let mut index = 0;
        self.claims.retain(|_| {
            index += 1;
            kept[index - 1]
        });
    }
}

/// Whether each quote is sure enough, and so all quotes that it is said in.
fn kept_quotes(quotes: &[Quote], confidence: f64) -> Vec<bool> {
    let mut kept: Vec<Option<bool>> = vec![None; quotes.len()];
    for start in 0..quotes.len() {
        // Up the chain of quotes around it, to one that is decided; each quote is decided once.
        let mut chain = Vec::new();
        let mut at = Some(start);
        let mut verdict = true;
        while let Some(index) = at {
            let Some(quote) = quotes.get(index) else { break };
            if let Some(known) = kept[index] {
                verdict = known;
                break;
            }
            // Decided for now, so that a circle ends.
            kept[index] = Some(true);
            chain.push(index);
            at = quote.within.map(|outer| outer.0);
        }
        for index in chain.into_iter().rev() {
            verdict = verdict && score(quotes[index].confidence) >= confidence;
            kept[index] = Some(verdict);
        }
    }
    kept.into_iter().map(|kept| kept.unwrap_or(true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Claim, QuoteKind};
    use crate::span::Span;

    fn quote(confidence: f64, within: Option<usize>) -> Quote {
        let (kind, spans) = (QuoteKind::Direct, vec![Span::new(0, 1)]);
        Quote {
            kind,
            spans,
            speaker: None,
            cue: None,
            within: within.map(QuoteId),
            confidence,
            explanation: Vec::new(),
        }
    }

    fn claim(quote: Option<usize>, checkworthiness: f64) -> Claim {
        Claim { quote: quote.map(QuoteId), checkworthiness, ..Claim::plain(Span::new(0, 1)) }
    }

    #[test]
    fn what_refers_to_an_unsure_quote_goes_with_it() {
        let mut analysis = Analysis {
            // The first lies in the second; the fourth in the third, which is unsure; the last in the fourth.
            quotes: vec![
                quote(0.9, Some(1)),
                quote(0.79951, None),
                quote(0.5, None),
                quote(0.9, Some(2)),
                quote(0.9, None),
                quote(0.9, Some(3)),
            ],
            claims: vec![claim(Some(4), 0.1), claim(Some(5), 0.2), claim(None, 0.3), claim(Some(0), 0.4)],
            ..Analysis::default()
        };
        analysis.keep_confident_quotes(0.8);
        let within: Vec<_> = analysis.quotes.iter().map(|quote| quote.within).collect();
        assert_eq!(within, [Some(QuoteId(1)), None, None]);
        let quotes: Vec<_> = analysis.claims.iter().map(|claim| claim.quote).collect();
        assert_eq!(quotes, [Some(QuoteId(2)), None, Some(QuoteId(0))]);
    }

    #[test]
    fn a_circle_of_quotes_ends() {
        let mut analysis = Analysis { quotes: vec![quote(0.9, Some(1)), quote(0.9, Some(0))], ..Analysis::default() };
        analysis.keep_confident_quotes(0.5);
        assert_eq!(analysis.quotes.len(), 2);
    }

    #[test]
    fn top_claims_stay_in_order() {
        let scores = [0.2, 0.9, 0.5, 0.9, 0.0];
        let top = |count| {
            let claims = scores.map(|score| claim(None, score)).to_vec();
            let mut analysis = Analysis { claims, ..Analysis::default() };
            analysis.keep_top_claims(count);
            analysis.claims.iter().map(|claim| claim.checkworthiness).collect::<Vec<_>>()
        };
        assert_eq!(top(0), [0.0; 0]);
        assert_eq!(top(1), [0.9]);
        assert_eq!(top(3), [0.9, 0.5, 0.9]);
        assert_eq!(top(9), scores);
    }
}
