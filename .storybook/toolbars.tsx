import type { Decorator, Preview } from "@storybook/react-vite";
import { type CSSProperties, useLayoutEffect } from "react";
import { LabelsProvider } from "../src/index.ts";
import { german } from "../src/locales/de.ts";

const LANGUAGES = { en: undefined, de: german } as const;

/** Tokens of the density. The default one sets none. */
const DENSITIES: Readonly<Record<string, Readonly<Record<`--wsc-${string}`, string>>>> = {
	compact: { "--wsc-gap": "2px", "--wsc-font-size": "13px" },
	default: {},
	spacious: { "--wsc-gap": "12px", "--wsc-font-size": "16px" },
};

const sized = (name: string, width: number, height: number) => ({
	name: `${name}, ${width} px`,
	styles: { width: `${width}px`, height: `${height}px` },
});

/** The widths to choose from. A story in a window of its own size names that one: see `atSize`. */
export const viewports = {
	phone: sized("Phone", 375, 740),
	narrow: sized("Small phone", 320, 640),
	tablet: sized("Half a window", 640, 800),
	desktop: sized("Desktop", 1280, 800),
};

export const initialGlobals = { colorScheme: "light", direction: "ltr", language: "en", density: "default" };

const choice = (name: string, icon: "mirror" | "transfer" | "globe" | "component", items: Record<string, string>) => ({
	description: name,
	toolbar: {
		title: name,
		icon,
		items: Object.entries(items).map(([value, title]) => ({ value, title: `${name}: ${title}` })),
		dynamicTitle: true,
	},
});

export const globalTypes: Preview["globalTypes"] = {
	colorScheme: choice("Color scheme", "mirror", { light: "light", dark: "dark" }),
	direction: choice("Direction", "transfer", { ltr: "left to right", rtl: "right to left" }),
	language: choice("Language", "globe", { en: "English", de: "German" }),
	density: choice("Density", "component", { compact: "compact", default: "default", spacious: "spacious" }),
};

/**
 * What the toolbars set, as a host would: the page's `color-scheme`, and around the story its direction, language and
 * tokens. In a docs page a story is lower than the window.
 */
export const withToolbars: Decorator = (Story, { globals, viewMode }) => {
	const { colorScheme, direction, language, density } = globals as typeof initialGlobals;
	useLayoutEffect(() => {
		document.documentElement.style.colorScheme = colorScheme;
	}, [colorScheme]);
	const inDocs = viewMode === "docs" ? { "--story-height": "36rem", "--story-part-height": "0" } : {};
	return (
		<div
			dir={direction}
			lang={language}
			style={{ display: "contents", ...DENSITIES[density], ...inDocs } as CSSProperties}
		>
			<LabelsProvider labels={LANGUAGES[language as keyof typeof LANGUAGES]}>
				<Story />
			</LabelsProvider>
		</div>
	);
};
