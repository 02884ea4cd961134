import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../../src/protocol/index.ts";

const documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...globSync("docs/*.md")];
const read = (path: string) => readFileSync(path, "utf8");
/** Without code, whose comments and examples may look like headings and links. */
const proseOf = (document: string) => read(document).replace(/^```[\s\S]*?^```$/gm, "");

/** The fragments under which GitHub shows the headings of a document. */
function anchorsOf(document: string): ReadonlySet<string> {
	const headings = [...proseOf(document).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
				.toLowerCase()
				.replace(/[^\p{L}\p{N}_ -]/gu, "")
				.replaceAll(" ", "-"),
		),
	);
}

test("every link of a document leads to a file, and to a heading in it", () => {
	const broken = documents.flatMap((document) =>
		[...proseOf(document).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
			if (/^[a-z]+:/.test(link)) return [];
			const [path = "", anchor] = link.split("#");
			const target = path === "" ? document : join(dirname(document), path);
			if (!existsSync(target)) return [`${document} → ${link}`];
			const isFound = anchor === undefined || !target.endsWith(".md") || anchorsOf(target).has(anchor);
			return isFound ? [] : [`${document} → ${link}`];
		}),
	);
	expect(broken).toEqual([]);
});

test("docs/errors.md says of every error what to do", () => {
	const page = read("docs/errors.md");
	expect(ERROR_CODES.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

test("docs/llms.txt lists every page that hosts read", () => {
	const index = read("docs/llms.txt");
	const ofRepository = ["architecture.md", "faults.md", "screens.md"];
	const pages = globSync("docs/*.md").map((path) => basename(path));
	expect(pages.filter((page) => !ofRepository.includes(page) && !index.includes(`(${page})`))).toEqual([]);
});
