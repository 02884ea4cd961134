import type { Plugin } from "vite";

const COMMENTS = /\/\*[\s\S]*?\*\/\s*/g;
const LAYOUT = /\s*\n\s*/g;

/**
 * Finishes the built stylesheet: leaves out comments and layout, which are for who works on it, and puts types beside it,
 * without which TypeScript hosts reject `import "workspace-chat/styles.css"`.
 */
export const stylesheet: Plugin = {
	name: "stylesheet",
	apply: (config, { command }) => command === "build" && Boolean(config.build?.lib),
	generateBundle(_options, bundle) {
		for (const file of Object.values(bundle)) {
			if (file.type === "asset" && file.fileName === "styles.css")
				file.source = String(file.source).replace(COMMENTS, "").replace(LAYOUT, "\n");
		}
		this.emitFile({ type: "asset", fileName: "styles.css.d.ts", source: "export {};\n" });
	},
};
