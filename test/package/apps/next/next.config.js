import { dirname } from "node:path";

/** @type {import("next").NextConfig} */
export default {
	output: "export",
	// Where `node_modules` is, as in a repository of several apps.
	turbopack: { root: dirname(import.meta.dirname) },
	// It is built once.
	experimental: { turbopackFileSystemCacheForBuild: false },
};
