import { pathToFileURL } from "node:url";
import manifest from "../../package.json" with { type: "json" };

export interface PackageEntry {
	/** As a host writes it: `workspace-chat/core`. */
	readonly specifier: string;
	/** The built module and its declarations, relative to the package. */
	readonly module: string;
	readonly types: string;
}

const { exports: exported } = manifest;

/** The entries with code, as `exports` of package.json has them. */
export const packageEntries: readonly PackageEntry[] = Object.entries(exported).flatMap(([key, entry]) =>
	typeof entry === "string" || entry.default.endsWith(".css")
		? []
		: [{ specifier: `${manifest.name}${key.slice(1)}`, module: entry.default, types: entry.types }],
);

/** The names an entry exports when it runs, in Node. */
export async function loadExports(entry: PackageEntry): Promise<readonly string[]> {
	const module: object = await import(/* @vite-ignore */ pathToFileURL(entry.module).href);
	return Object.keys(module);
}
