import { readFileSync } from "node:fs";

/** The code of a block in the README's quick start, as a person copies it. */
export function quickStartBlock(language: "sh" | "ts" | "tsx"): string {
	const sections = readFileSync("README.md", "utf8").split(/^## /m);
	const quickStart = sections.find((section) => section.startsWith("Quick start")) ?? "";
	const [, code] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(quickStart) ?? [];
	if (code === undefined) throw new Error(`The quick start of the README has no block of ${language}.`);
	return code;
}
