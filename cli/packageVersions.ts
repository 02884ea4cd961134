import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as v from "valibot";

const manifestSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** The installed version of a package, as Node finds it from a folder; null when there is none. */
export function installedVersion(name: string, folder: string): string | null {
	const path = join(folder, "node_modules", name, "package.json");
	if (existsSync(path)) {
		const parsed = v.safeParse(manifestSchema, readFileSync(path, "utf8"));
		return parsed.success ? parsed.output.version : null;
	}
	const parent = dirname(folder);
	return parent === folder ? null : installedVersion(name, parent);
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
