import { globSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ESTree, parseSync } from "vite";

// Browsers translate a page by replacing its text nodes. React keeps a node of its own for each text that has siblings, and
// throws when it removes one that was replaced, or changes one that nobody sees any more. The only text of an element is
// safe: React sets it through the element. Therefore a text is the only child of an element.

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** A text with siblings, and where it is. */
export interface BareText {
	readonly line: number;
	readonly source: string;
}

type Node = ESTree.Node;

/** The texts in a module's JSX that are not the only child of an element: those with siblings, and those in a fragment. */
export function findBareTexts(file: string, source: string): readonly BareText[] {
	const found: BareText[] = [];
	const report = ({ start, end }: Node) => {
		const line = source.slice(0, start).split("\n").length;
		found.push({ line, source: source.slice(start, end).replace(/\s+/g, " ").trim() });
	};
	visit(parseSync(file, source).program, (node) => {
		if (node.type !== "JSXElement" && node.type !== "JSXFragment") return;
		const children = node.children.filter((child) => !isInsignificant(child));
		if (children.length === 1 && rendersOneElement(node)) return;
		for (const child of children) for (const text of textsIn(child)) report(text);
	});
	return found;
}

/** Whether the children end up in one element: our components, such as `<Button>`, pass them on to one. Providers do not. */
function rendersOneElement(node: ESTree.JSXElement | ESTree.JSXFragment): boolean {
	return node.type === "JSXElement" && node.openingElement.name.type === "JSXIdentifier";
}

/** JSX drops white space with a line break, and comments. */
function isInsignificant(child: ESTree.JSXChild): boolean {
	if (child.type === "JSXText") return child.value.trim() === "" && child.value.includes("\n");
	return child.type === "JSXExpressionContainer" && child.expression.type === "JSXEmptyExpression";
}

/** The expressions in a child of which we know that they are texts. */
function textsIn(node: Node): readonly Node[] {
	switch (node.type) {
		case "JSXText":
		case "TemplateLiteral":
			return [node];
		case "Literal":
			return typeof node.value === "string" || typeof node.value === "number" ? [node] : [];
		case "JSXExpressionContainer":
			return textsIn(node.expression);
		case "ConditionalExpression":
			return [...textsIn(node.consequent), ...textsIn(node.alternate)];
		case "LogicalExpression":
			return node.operator === "&&" ? textsIn(node.right) : [...textsIn(node.left), ...textsIn(node.right)];
		case "BinaryExpression":
			return node.operator === "+" ? [node] : [];
		case "CallExpression":
		case "MemberExpression":
			return isText(node) ? [node] : [];
		default:
			return [];
	}
}

/** What holds a text or returns one, as all labels do, by its name. */
const TEXT_SOURCES = /^(?:labels|label|text|title|shown|detail|note|reveal\w+|initials|\w+Text)$/;

function isText(node: Node): boolean {
	if (node.type === "Identifier") return TEXT_SOURCES.test(node.name);
	if (node.type === "CallExpression") return isText(node.callee);
	return node.type === "MemberExpression" && isText(node.object);
}

function visit(node: unknown, enter: (node: Node) => void): void {
	if (Array.isArray(node)) for (const one of node) visit(one, enter);
	if (!isNode(node)) return;
	enter(node);
	for (const value of Object.values(node)) visit(value, enter);
}

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function main(): void {
	const files = globSync("src/components/**/*.tsx", { cwd: ROOT }).sort();
	const lines = files.flatMap((file) =>
		findBareTexts(file, readFileSync(resolve(ROOT, file), "utf8")).map(
			({ line, source }) => `  ${file}:${line} ${source}`,
		),
	);
	if (lines.length === 0) {
		console.info(`${files.length} files of components, every text the only child of its element.`);
		return;
	}
	console.error(`${lines.length} texts have siblings, which breaks on a translated page:\n\n${lines.join("\n")}\n`);
	console.error("Put each into an element of its own, or make one text of them with a template.");
	process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
