import type { EntryApi } from "./readApi.ts";

/** The first line of a declaration that the entry does not export. */
const UNEXPORTED = /^(?:abstract |declare )*(?:interface|type|const|class|function) (\w+)/m;
const IMPORT = /^import .*?(\w+)(?: \})? from .*;\n/gm;
/** What Rivet's types mention of the workspace actor. A host cannot reach it. */
const ACTOR_INTERNALS: ReadonlySet<string> = new Set([
	"Workspace",
	"OpenedWorkspace",
	"WorkspaceContext",
	"OpenedDirectory",
	"DirectoryContext",
]);

/** The names of types that are in a report, but that its entry does not export. */
export function unexportedTypes(report: string): readonly string[] {
	return report.split("\n\n").flatMap((block) => unexportedName(block) ?? []);
}

function unexportedName(block: string): string | undefined {
	return /^export /m.test(block) ? undefined : UNEXPORTED.exec(block)?.[1];
}

/**
 * The signatures of what an entry of the built package exports, and of the types in them that no entry exports: a change
 * to one of these changes the signatures, too.
 *
 * @param exported - The names that the entries of the package export. Those of other entries are in their reports.
 */
export function describeApi({ report }: EntryApi, exported: ReadonlySet<string>): string {
	// Leaves out the types that the reports of other entries have, those only they mention, and the imports of both.
	const blocks = report.split("\n\n");
	const unexported = new Map(blocks.flatMap((block) => [[unexportedName(block) ?? "", block]]));
	const kept = new Set(blocks.filter((block) => unexportedName(block) === undefined));
	// Iterating over a set includes elements that are added meanwhile.
	for (const block of kept)
		for (const [name = ""] of block.matchAll(/\w+/g)) {
			const mentioned = unexported.get(name);
			if (mentioned && !exported.has(name) && !ACTOR_INTERNALS.has(name)) kept.add(mentioned);
		}
	const text = blocks.filter((block) => kept.has(block)).join("\n\n");
	const code = text.replace(IMPORT, "");
	return text.replace(IMPORT, (line, name) => (new RegExp(`\\b${name}\\b`).test(code) ? line : ""));
}
