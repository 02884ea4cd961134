import { transform } from "lightningcss";
import type { Plugin } from "vite";

const STYLESHEETS = ["styles.css", "panel.css"];

/** Without `targets`: with them, `light-dark()` would be replaced by code that ignores the host's colour scheme. */
function minify(filename: string, css: string | Uint8Array): Uint8Array {
	return transform({ filename, code: Buffer.from(css), minify: true }).code;
}

/**
 * Minifies the built stylesheets and writes a type declaration for each,
 * without which TypeScript hosts reject `import "workspace-chat/styles.css"`.
 */
export const stylesheet: Plugin = {
	name: "stylesheet",
	apply: (config, { command }) => command === "build" && Boolean(config.build?.lib),
	generateBundle(_options, bundle) {
		for (const file of Object.values(bundle)) {
			if (file.type === "asset" && STYLESHEETS.includes(file.fileName))
				file.source = minify(file.fileName, file.source);
		}
		for (const name of STYLESHEETS) this.emitFile({ type: "asset", fileName: `${name}.d.ts`, source: "export {};\n" });
	},
};
