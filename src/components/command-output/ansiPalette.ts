import { paletteStyle } from "../part/palette.ts";

/** The sixteen colours of a terminal, on light and on dark. */
export const ansiPalette = paletteStyle("ansi", {
	black: ["#24272e", "#8b929e"],
	red: ["#b3261e", "#ff8f86"],
	green: ["#1a6b35", "#74d193"],
	yellow: ["#7a5200", "#e2b84f"],
	blue: ["#1f57c3", "#82aeff"],
	magenta: ["#8a2da5", "#dd97f3"],
	cyan: ["#0b6775", "#5fc9d8"],
	white: ["#565c67", "#d5d9e0"],
	"bright-black": ["#5d636f", "#9aa1ad"],
	"bright-red": ["#c22f26", "#ffaba4"],
	"bright-green": ["#20753d", "#97e3af"],
	"bright-yellow": ["#805a05", "#f2d07c"],
	"bright-blue": ["#2b63d6", "#a8c7ff"],
	"bright-magenta": ["#9a38b6", "#e9b8f8"],
	"bright-cyan": ["#12707f", "#8fdde8"],
	"bright-white": ["#3b4049", "#ffffff"],
});
