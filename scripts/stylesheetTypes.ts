import type { Plugin } from "vite";

/** Puts types beside the built stylesheet: without them TypeScript hosts reject `import "workspace-chat/styles.css"`. */
export const stylesheetTypes: Plugin = {
	name: "stylesheet-types",
	apply: (config, { command }) => command === "build" && Boolean(config.build?.lib),
	generateBundle() {
		this.emitFile({ type: "asset", fileName: "styles.css.d.ts", source: "export {};\n" });
	},
};
