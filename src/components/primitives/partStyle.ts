import type { CSSProperties } from "react";

/** The class of a part that can stand alone: it brings the tokens with it, and takes the host's own class. */
export function partClassName(name: string, className?: string | undefined): string {
	return className ? `wsc-part ${name} ${className}` : `wsc-part ${name}`;
}

/** Colours by name, each for a light and for a dark page. */
type PaletteColors = Readonly<Record<string, readonly [light: string, dark: string]>>;

/**
 * The private tokens of a part's own colours, which a host replaces by `--wsc-<part>-<name>`. For parts that are
 * fetched when they are first seen: their colours come with them, and not with everybody's stylesheet.
 */
export function paletteStyle(part: string, colors: PaletteColors): CSSProperties {
	return Object.fromEntries(
		Object.entries(colors).map(([name, [light, dark]]) => [
			`--_${name}`,
			`var(--wsc-${part}-${name}, light-dark(${light}, ${dark}))`,
		]),
	);
}
