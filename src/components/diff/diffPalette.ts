import { paletteStyle } from "../part/palette.ts";

/** What came and what went: the line, the word in it, and its sign. */
export const diffPalette = paletteStyle("diff", {
	added: ["#e9f6ed", "#14271b"],
	"added-word": ["#b9e5c6", "#23553a"],
	"added-text": ["#1a6b35", "#7fd69b"],
	removed: ["#fdeeec", "#2d191a"],
	"removed-word": ["#f8cdc8", "#6a2c2e"],
	"removed-text": ["#b02a20", "#ff9d94"],
});
