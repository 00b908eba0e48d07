//! What a reader sees: views, exports, the HTML report, the briefing.
