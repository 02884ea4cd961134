/** A colour of a terminal: one of the sixteen of the palette by name, or an RGB value. */
export type AnsiColor = { readonly name: string } | { readonly rgb: string };

const DECORATIONS = ["bold", "dim", "italic", "underline", "reverse", "hidden", "strikethrough"] as const;

type Decoration = (typeof DECORATIONS)[number];

/** How a program has asked for its text to look. The same object for the same look, as long as nothing changes it. */
export interface TextStyle {
	readonly color?: AnsiColor | undefined;
	readonly background?: AnsiColor | undefined;
	readonly decorations: readonly Decoration[];
	/** Where the text leads to: an address of http or https. */
	readonly link?: string | undefined;
}

export const PLAIN_STYLE: TextStyle = { decorations: [] };

const COLOR_NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
const COLOR_CUBE_LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** A colour of the palette of 256: sixteen with names, a cube of six levels per channel, and 24 greys. */
function paletteColor(index: number): AnsiColor | undefined {
	if (!(index >= 0 && index <= 255)) return undefined;
	const name = COLOR_NAMES[index % 8] ?? "";
	if (index < 16) return { name: index < 8 ? name : `bright-${name}` };
	if (index >= 232) return rgb([8, 8, 8].map((level) => level + (index - 232) * 10));
	const place = index - 16;
	return rgb(
		[Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((level) => COLOR_CUBE_LEVELS[level] ?? 0),
	);
}

function rgb(channels: readonly number[]): AnsiColor {
	return { rgb: `rgb(${channels.map((channel) => Math.min(255, channel || 0)).join(", ")})` };
}

/** The decoration that a parameter sets. */
const SET: Readonly<Record<number, Decoration>> = {
	1: "bold",
	2: "dim",
	3: "italic",
	4: "underline",
	7: "reverse",
	8: "hidden",
	9: "strikethrough",
	21: "underline",
};
/** The decorations that a parameter ends. */
const RESET: Readonly<Record<number, readonly Decoration[]>> = {
	22: ["bold", "dim"],
	23: ["italic"],
	24: ["underline"],
	27: ["reverse"],
	28: ["hidden"],
	29: ["strikethrough"],
};

/**
 * The style after a sequence that selects one (SGR).
 *
 * @param parameters - Such as `1;31` or, as the standard writes colours, `38:2::255:0:0`.
 */
export function applyStyleParameters(style: TextStyle, parameters: string): TextStyle {
	const list = parameters
		.split(";")
		.map((parameter) => parameter.split(":").map((part) => (part === "" ? undefined : Number(part))));
	let next = style;
	for (let index = 0; index < list.length; index++) {
		const [code = 0, ...parts] = list[index] ?? [];
		if ((code === 38 || code === 48 || code === 58) && parts.length === 0) {
			// The old way to write a colour takes the parameters that follow: `38;5;n` or `38;2;r;g;b`.
			const [kind] = list[index + 1] ?? [];
			const taken = kind === 5 ? 2 : kind === 2 ? 4 : 0;
			const values = list.slice(index + 1, index + 1 + taken).map(([value]) => value);
			next = withColor(next, code, extendedColor(values));
			index += taken;
		} else if (code === 38 || code === 48 || code === 58) {
			// `2:r:g:b`, or with the number of a colour space `2::r:g:b`.
			next = withColor(next, code, extendedColor(parts[0] === 2 && parts.length > 4 ? [2, ...parts.slice(2)] : parts));
		} else {
			next = applyCode(next, code, parts[0]);
		}
	}
	return next;
}

function extendedColor([kind, ...values]: readonly (number | undefined)[]): AnsiColor | undefined {
	if (kind === 5) return paletteColor(values[0] ?? 0);
	return kind === 2 ? rgb([0, 1, 2].map((channel) => values[channel] ?? 0)) : undefined;
}

function withColor(style: TextStyle, code: number, color: AnsiColor | undefined): TextStyle {
	if (color === undefined || code === 58) return style;
	return code === 38 ? { ...style, color } : { ...style, background: color };
}

function applyCode(style: TextStyle, code: number, variant: number | undefined): TextStyle {
	const { decorations } = style;
	if (code === 0) return style.link === undefined ? PLAIN_STYLE : { ...PLAIN_STYLE, link: style.link };
	if (code === 39) return { ...style, color: undefined };
	if (code === 49) return { ...style, background: undefined };
	if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
		return { ...style, color: paletteColor(code < 90 ? code - 30 : code - 82) };
	}
	if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
		return { ...style, background: paletteColor(code < 100 ? code - 40 : code - 92) };
	}
	const set = SET[code];
	// `4:3` is a wavy underline, `4:0` ends it.
	if (set !== undefined && variant !== 0) {
		return decorations.includes(set) ? style : { ...style, decorations: [...decorations, set].toSorted(byOrder) };
	}
	const reset = set === undefined ? RESET[code] : [set];
	return reset === undefined ? style : { ...style, decorations: decorations.filter((one) => !reset.includes(one)) };
}

function byOrder(one: Decoration, other: Decoration): number {
	return DECORATIONS.indexOf(one) - DECORATIONS.indexOf(other);
}
