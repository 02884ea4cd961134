import type { Plugin } from "vite";

const STYLESHEETS = ["styles.css", "panel.css"];
const STRINGS = /("[^"\n]*")/;
const COMMENTS = /\/\*[\s\S]*?\*\/\s*/g;
const QUOTED_NAME = /="([a-z_-]+)"\]/g;

const LAYOUT = /\s*([{};,>\n])\s*/g;
const LAST_SEMICOLON = /;}/g;
const AFTER_NAME = /([a-z]): /g;
const SIBLING = / ([+~]) (?=[.:*])/g;
const SLASH = / \/ /g;
const LEADING_ZERO = /(?<![\d.])0(?=\.\d)/g;

/** The sheet without what is only for who works on it. */
const pack = (css: string) =>
	css.replace(COMMENTS, "").replace(QUOTED_NAME, "=$1]").split(STRINGS).map(packUnlessString).join("");

const packUnlessString = (part: string) =>
	STRINGS.test(part)
		? part
		: part
				.replace(LAYOUT, "$1")
				.replace(LAST_SEMICOLON, "}")
				.replace(AFTER_NAME, "$1:")
				.replace(SIBLING, "$1")
				.replace(SLASH, "/")
				.replace(LEADING_ZERO, "");

/**
 * Finishes the built stylesheets: packs each, and puts types beside it,
 * without which TypeScript hosts reject `import "workspace-chat/styles.css"`.
 */
export const stylesheet: Plugin = {
	name: "stylesheet",
	apply: (config, { command }) => command === "build" && Boolean(config.build?.lib),
	generateBundle(_options, bundle) {
		for (const file of Object.values(bundle)) {
			if (file.type === "asset" && STYLESHEETS.includes(file.fileName)) file.source = pack(String(file.source));
		}
		for (const name of STYLESHEETS) this.emitFile({ type: "asset", fileName: `${name}.d.ts`, source: "export {};\n" });
	},
};
