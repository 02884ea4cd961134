import { Markdown, Stories } from "@storybook/addon-docs/blocks";
import * as root from "../../src/index.ts";
import * as panel from "../../src/panel.ts";
import * as search from "../../src/search.ts";

const sources = import.meta.glob<string>("../../src/{react,components}/**/*.{ts,tsx}", {
	query: "?raw",
	import: "default",
	eager: true,
});

const ENTRIES = { "workspace-chat": root, "workspace-chat/panel": panel, "workspace-chat/search": search };

const COMMENTED_HOOK = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (use[A-Z]\w*)/g;

/** The first paragraph of each hook's JSDoc, on one line. */
const descriptions = new Map(
	Object.values(sources).flatMap((source) =>
		[...source.matchAll(COMMENTED_HOOK)].map(([, comment = "", name = ""]) => [name, firstParagraph(comment)] as const),
	),
);

function firstParagraph(comment: string): string {
	const [first = ""] = comment
		.replace(/^\s*\* ?/gm, "")
		.trim()
		.split(/\n\n|\n@/);
	return first
		.replace(/\s+/g, " ")
		.replaceAll("|", "\\|")
		.replace(/<(\w+)>/g, "`<$1>`")
		.replaceAll("``", "`");
}

const rows = Object.entries(ENTRIES).flatMap(([entry, names]) =>
	Object.keys(names)
		.filter((name) => /^use[A-Z]/.test(name))
		.sort()
		.map((name) => `| \`${name}\` | ${descriptions.get(name) ?? ""} | \`${entry}\` |`),
);

const TEXT = `
# Hooks

Everything our own parts use, for a screen of your own. Each hook subscribes to one slice of the workspace and renders only
when that changes. They need a \`<Workspace>\` above them.

| hook | | entry |
|---|---|---|
${rows.join("\n")}
`;

export function HooksPage() {
	return (
		<>
			<Markdown>{TEXT}</Markdown>
			<Stories title="Examples" />
		</>
	);
}
