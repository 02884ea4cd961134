import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";

const manifestSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** The installed version of a package, as Node finds it from a folder; null when there is none. */
export function installedVersion(name: string, folder: string): string | null {
	const found = findPackage(name, folder);
	if (found === null) return null;
	const parsed = v.safeParse(manifestSchema, readFileSync(join(found, "package.json"), "utf8"));
	return parsed.success ? parsed.output.version : null;
}

/** The folder of a package, as Node finds it from another folder; null when there is none. */
export function findPackage(name: string, folder: string): string | null {
	const path = join(folder, "node_modules", name);
	if (existsSync(join(path, "package.json"))) return realpathSync(path);
	const parent = dirname(folder);
	return parent === folder ? null : findPackage(name, parent);
}

/** Whether a version is at least another one. Only their numbers count. */
export function isAtLeast(version: string, least: string): boolean {
	const numbers = (text: string) => text.replace(/^v/, "").split(/[.-]/).map(Number);
	const [have, need] = [numbers(version), numbers(least)];
	for (const [index, part] of need.entries()) {
		const other = have[index] ?? 0;
		if (other !== part) return other > part;
	}
	return true;
}
