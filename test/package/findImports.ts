import { isAbsolute } from "node:path";
import { build, type Rolldown } from "vite";

const isPackage = (id: string) => !id.startsWith(".") && !isAbsolute(id);

/** Every package a built entry reaches through its own modules, imported at once or later. */
export async function findImports(entry: string): Promise<readonly string[]> {
	const built = await build({
		configFile: false,
		logLevel: "silent",
		build: {
			write: false,
			lib: { entry, formats: ["es"] },
			rolldownOptions: { external: isPackage, treeshake: false },
		},
	});
	const files = [built].flat().flatMap((result) => ("output" in result ? result.output : []));
	const own = files.map((file) => file.fileName);
	return [...new Set(files.flatMap(importsOf))].filter((name) => !own.includes(name)).sort();
}

const importsOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset) =>
	file.type === "chunk" ? [...file.imports, ...file.dynamicImports] : [];
