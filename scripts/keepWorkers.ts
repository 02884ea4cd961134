import type { Plugin } from "vite";

const IN_SOURCE = /new URL\("(\.\/[\w.]+)\.ts", import\.meta\.url\)/g;
const IN_BUILD = /WORKER_ADDRESS\("([^"]+)"\)/g;

/**
 * Keeps `new Worker(new URL("./x.worker.js", import.meta.url))` unchanged in the build: this is the form that the hosts'
 * bundlers recognise. Vite would move the worker to a file that they cannot find.
 */
export const keepWorkers: Plugin = {
	name: "keep-workers",
	enforce: "pre",
	apply: (config, { command }) => command === "build" && Boolean(config.build?.lib),
	transform: (code) => (code.includes("new Worker(") ? code.replace(IN_SOURCE, 'WORKER_ADDRESS("$1.js")') : undefined),
	renderChunk: (code) =>
		code.includes("WORKER_ADDRESS(") ? code.replace(IN_BUILD, 'new URL("$1", import.meta.url)') : undefined,
};
