/** A colour of a terminal: one of the sixteen that a theme names, or one given by its parts. */
export type AnsiColor = { readonly name: string } | { readonly rgb: string };

const COLOR_CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** Reads a colour as anser names it: `ansi-bright-red`, `ansi-palette-196` or `ansi-truecolor` with its parts. */
export function parseAnsiColor(name: string | null, parts: string | null): AnsiColor | undefined {
	if (name === null) return undefined;
	if (name === "ansi-truecolor") return { rgb: `rgb(${parts})` };
	const index = /^ansi-palette-(\d+)$/.exec(name)?.[1];
	return index === undefined ? { name: name.replace(/^ansi-/, "") } : { rgb: paletteColor(Number(index)) };
}

/** The 256-colour palette from 16 on: a cube of six levels each, then 24 greys. */
function paletteColor(index: number): string {
	if (index >= 232) return grey(8 + (index - 232) * 10);
	const place = index - 16;
	const [red, green, blue] = [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(
		(level) => COLOR_CUBE_LEVELS[level],
	);
	return `rgb(${red}, ${green}, ${blue})`;
}

function grey(level: number): string {
	return `rgb(${level}, ${level}, ${level})`;
}
