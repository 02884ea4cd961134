import * as React from "react";
import { parseAst, Visitor } from "vite";
import { expect, test } from "vitest";
import * as root from "../../../src/index.ts";
import * as panel from "../../../src/panel.ts";
import * as search from "../../../src/search.ts";
import { readDataAttributes } from "./readDataAttributes.ts";
import { readSources, readText } from "./readFiles.ts";
import { readTable } from "./readTable.ts";
import { readTokens } from "./readTokens.ts";

const document = readText("docs/customising.md");

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

test("the table lists exactly the tokens that are read, with their defaults", () => {
	const read = readSources(/\.(css|tsx?)$/).flatMap(readTokens);
	const documented = readTable(document, "| token |").map(([token, value]) => `${token}: ${value}`);
	expect(sorted(documented)).toEqual(sorted(read));
});

test("a token is always read with a default", () => {
	for (const text of readSources(/\.(css|tsx?)$/)) expect(text).not.toMatch(/var\(--wsc-[a-z-]+\)/);
});

test("the table lists exactly the data attributes that are set, with their elements", () => {
	const set = readSources(/\.tsx?$/).flatMap(readDataAttributes);
	const documented = readTable(document, "| on | attribute |").map(([on, attribute]) => `${on} ${attribute}`);
	expect(sorted(documented)).toEqual(sorted(set));
	expect(documented).toHaveLength(new Set(documented).size);
});

test("the table lists exactly the parts that can be replaced", () => {
	const documented = readTable(document, "| part | reads |").map(([part]) => part ?? "");
	expect(sorted(documented)).toEqual(sorted(membersOf("src/components/slots/WorkspaceComponents.ts")));
});

test("exactly the exported hooks are documented", () => {
	const documented = [...document.matchAll(/\buse[A-Z]\w+/g)].map(([name]) => name).filter((name) => !(name in React));
	expect(sorted(documented)).toEqual(
		Object.keys({ ...root, ...panel, ...search })
			.filter((name) => /^use[A-Z]/.test(name))
			.sort(),
	);
});

test("no example creates labels, components or Markdown parts at each render", () => {
	for (const text of [document, readText("README.md"), ...readSources(/\.tsx?$/)])
		expect(text).not.toMatch(/\b(labels|components|code|urlPolicy)=\{\{/);
});

test.each(["OwnComposer", "OwnStatus", "OwnSearch"])("%s is documented as it runs in its story", (name) => {
	const start = document.indexOf(`export function ${name}(`);
	expect(start).toBeGreaterThan(0);
	// Its imports differ: those of the story are the sources.
	expect(readText(`stories/fixtures/${name}.tsx`)).toContain(document.slice(start, document.indexOf("```", start)));
});

test("every documented command is one of the store", () => {
	const commands = membersOf("src/core/store/workspaceStore.ts");
	const documented = [...document.matchAll(/\bstore\.(\w+)/g)].map(([, name]) => name);
	expect(commands).toEqual(expect.arrayContaining(documented));
});

/** The names in the interfaces of a file. */
function membersOf(path: string): readonly string[] {
	const source = readText(path);
	const names: string[] = [];
	const add = ({ key }: { readonly key: { readonly start: number; readonly end: number } }) => {
		names.push(source.slice(key.start, key.end));
	};
	new Visitor({ TSPropertySignature: add, TSMethodSignature: add }).visit(parseAst(source, { lang: "ts" }, path));
	return names;
}
