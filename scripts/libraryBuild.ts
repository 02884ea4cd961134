import { isAbsolute } from "node:path";
import type { BuildOptions } from "vite";

const isPackage = (id: string) => !id.startsWith(".") && !isAbsolute(id);

/**
 * The package's entries with code, as package.json's `exports` has them, the worker and the program that they start,
 * and the command. */
const MODULES = [
	"src/index",
	"src/core/index",
	"src/diff",
	"src/locales/de",
	"src/markdown",
	"src/panel",
	"src/protocol/index",
	"src/rivet/index",
	"src/search",
	"src/terminal",
	"src/testing/index",
	"actors/index",
	"demo/agent/index",
	"src/components/highlight/highlight.worker",
	"demo/agent/main",
	"cli/main",
];

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
			...Object.fromEntries(MODULES.map((name) => [name, `${name}.ts`])),
			styles: "src/styles.css",
			panel: "src/components/panel/panel.css",
		},
	},
	rolldownOptions: {
		external: isPackage,
		output: { preserveModules: true, preserveModulesRoot: ".", entryFileNames: "[name].js" },
	},
};
