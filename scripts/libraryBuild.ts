import { isAbsolute } from "node:path";
import type { BuildOptions } from "vite";

const isPackage = (id: string) => !id.startsWith(".") && !isAbsolute(id);

/**
 * One output module per source module, so that `"use client"` stays in place and hosts bundle only what they use.
 * The modules are neither bundled nor minified, so they are their own source: a source map would only repeat them.
 * The stylesheets are entries of their own. Vite does not minify them: for its targets it would replace `light-dark()`
 * by what no longer follows the host's colour scheme. `stylesheet.ts` minifies them without targets.
 */
export const libraryBuild: BuildOptions = {
	target: "es2022",
	minify: false,
	cssMinify: false,
	cssCodeSplit: true,
	lib: {
		formats: ["es"],
		entry: {
			"src/index": "src/index.ts",
			"src/core/index": "src/core/index.ts",
			"src/protocol/index": "src/protocol/index.ts",
			"src/testing/index": "src/testing/index.ts",
			"actors/index": "actors/index.ts",
			"src/components/highlight/highlight.worker": "src/components/highlight/highlight.worker.ts",
			styles: "src/styles.css",
			panel: "src/components/panel/panel.css",
		},
	},
	rolldownOptions: {
		external: isPackage,
		output: { preserveModules: true, preserveModulesRoot: ".", entryFileNames: "[name].js" },
	},
};
